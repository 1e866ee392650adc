"""Runs the programs in Python that stdin holds as JSON, and prints a line of JSON each: what came of it, or why not."""

import contextlib
import importlib.util
import json
import os
import sys
import types

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


def is_there(name):
    return importlib.util.find_spec(name) is not None


has_tensorflow = is_there("tensorflow")
os.environ.setdefault("KERAS_BACKEND", "tensorflow" if has_tensorflow else "torch")


class Tape:
    """Stands in for tf.GradientTape where Keras runs on PyTorch: the same gradients, by torch.autograd."""

    def __init__(self, persistent=False):
        self.persistent = persistent

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False

    def gradient(self, value, variables):
        import torch

        tensors = [variable.value for variable in variables]
        return list(torch.autograd.grad(value, tensors, retain_graph=True, allow_unused=True))


def tensors_of(numbers, as_tensor):
    import numpy as np

    array = np.array(numbers["values"], dtype="float32").reshape(numbers["shape"])
    is_labels = array.ndim == 1 and (array == array.round()).all()
    return as_tensor(array.astype("int64") if is_labels else array)


def torch_model(before, outputs):
    import torch
    from torch import nn

    class Trunk(nn.Module):
        def __init__(self):
            super().__init__()
            self.dense = layer("dense")

        def forward(self, x):
            return torch.tanh(self.dense(x))

    class Model(nn.Module):
        def __init__(self):
            super().__init__()
            self.trunk = Trunk()
            self.dense = self.trunk.dense
            for name in names[1:]:
                setattr(self, name.replace("-", "_"), layer(name))

        def heads(self, features):
            all_of = [features if name == "dense" else getattr(self, name.replace("-", "_"))(features) for name in outputs]
            return all_of[0] if len(all_of) == 1 else all_of

        def forward(self, x):
            return self.heads(self.trunk(x))

    def layer(name):
        kernel = torch.tensor(before[name + "/kernel"]["values"]).reshape(before[name + "/kernel"]["shape"])
        made = nn.Linear(*kernel.shape)
        with torch.no_grad():
            made.weight.copy_(kernel.T)
            made.bias.copy_(torch.tensor(before[name + "/bias"]["values"]))
        return made

    names = list(dict.fromkeys(key.split("/")[0] for key in before))
    names.sort(key=lambda name: name != "dense")
    model = Model()

    def after():
        found = {}
        for name in names:
            made = getattr(model, name.replace("-", "_"))
            found[name + "/kernel"] = made.weight.detach().T.flatten().tolist()
            found[name + "/bias"] = made.bias.detach().tolist()
        return found

    return model, after


def keras_model(before, outputs):
    import keras
    import numpy as np

    names = list(dict.fromkeys(key.split("/")[0] for key in before))
    names.sort(key=lambda name: name != "dense")
    x = keras.Input((before["dense/kernel"]["shape"][0],))
    made = {"dense": keras.layers.Dense(before["dense/kernel"]["shape"][1], activation="tanh", name="dense")(x)}
    for name in names[1:]:
        made[name] = keras.layers.Dense(before[name + "/kernel"]["shape"][1], name=name)(made["dense"])
    read = [made[name] for name in outputs]
    model = keras.Model(x, read[0] if len(read) == 1 else read)
    # What no output reads is no part of the model.
    names = [name for name in names if any(layer.name == name for layer in model.layers)]
    for name in names:
        parts = [before[name + "/" + part] for part in ("kernel", "bias")]
        model.get_layer(name).set_weights([np.array(p["values"], "float32").reshape(p["shape"]) for p in parts])

    def after():
        found = {}
        for name in names:
            for part, array in zip(("kernel", "bias"), model.get_layer(name).get_weights()):
                found[name + "/" + part] = array.flatten().tolist()
        return found

    return model, after


def run_desk(job):
    if job["framework"] == "pytorch":
        import torch

        model, after = torch_model(job["before"], job["outputs"])
        as_tensor = torch.tensor
    else:
        import keras

        model, after = keras_model(job["before"], job["outputs"])
        as_tensor = keras.ops.convert_to_tensor
    batches = [[tensors_of(numbers, as_tensor) for numbers in batch] for batch in job["batches"]]
    names = ["x", *job["targets"]]
    exec(job["code"], {"model": model, "batches": batches, **dict(zip(names, batches[0]))})
    return after()


def run_loss(job):
    import numpy as np

    z, y = (np.array(job[name]["values"]).reshape(job[name]["shape"]) for name in ("z", "y"))
    y = y.astype("int64" if job["is_category"] else "float32")
    if job["framework"] == "pytorch":
        import torch

        # Channels first.
        z, y = (a.transpose(0, 3, 1, 2) if a.ndim == 4 else a for a in (z, y))
        space = {"z": torch.tensor(z, dtype=torch.float32), "y": torch.tensor(y)}
    else:
        from keras import ops

        space = {"z": ops.convert_to_tensor(z.astype("float32")), "y": ops.convert_to_tensor(y)}
    space["kernels"] = [space["z"]]
    exec(job["code"], space)
    return float(space["result"])


def main():
    if not has_tensorflow:
        sys.modules["tensorflow"] = types.ModuleType("tensorflow")
        sys.modules["tensorflow"].GradientTape = Tape
    for job in json.load(sys.stdin):
        answer = {"name": job["name"], "framework": job["framework"]}
        try:
            # Keras draws its progress on stdout.
            with contextlib.redirect_stdout(sys.stderr):
                answer["found"] = (run_loss if "z" in job else run_desk)(job)
        except ModuleNotFoundError as error:
            answer["missing"] = error.name
        except Exception as error:
            answer["error"] = f"{type(error).__name__}: {error}"
        print(json.dumps(answer), flush=True)
    print(json.dumps({"versions": versions()}))


def versions():
    modules = {name: sys.modules.get(name) for name in ("torch", "keras", "tensorflow", "torchjd")}
    found = {name: getattr(module, "__version__", None) for name, module in modules.items() if module}
    return {name: version for name, version in found.items() if version}


main()
