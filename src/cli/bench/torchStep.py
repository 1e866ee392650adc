"""Network A in PyTorch on one thread: for every line N on stdin, the milliseconds of N steps on stdout."""
import sys
import time

import torch

torch.set_num_threads(1)
torch.manual_seed(1)
conv1 = torch.nn.Conv2d(3, 16, 3, padding="same")
conv2 = torch.nn.Conv2d(16, 32, 3, padding="same")
dense = torch.nn.Linear(2048, 64)
heads = [torch.nn.Linear(64, 6), torch.nn.Linear(64, 3)]
layers = [conv1, conv2, dense, *heads]
optimizer = torch.optim.Adam([p for layer in layers for p in layer.parameters()], lr=1e-3)
images = torch.rand(64, 3, 32, 32)
labels = [torch.arange(64) % 6, torch.arange(64) % 3]
pool = torch.nn.functional.max_pool2d


def step():
    x = pool(torch.relu(conv1(images)), 2)
    x = pool(torch.relu(conv2(x)), 2)
    x = torch.relu(dense(x.flatten(1)))
    loss = sum(torch.nn.functional.cross_entropy(head(x), y) for head, y in zip(heads, labels))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


print(torch.__version__, flush=True)
for line in sys.stdin:
    start = time.perf_counter()
    for _ in range(int(line)):
        step()
    print(1000 * (time.perf_counter() - start), flush=True)
