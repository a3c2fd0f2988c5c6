# SPDX-License-Identifier: EUPL-1.2
"""Fetches packages with the package clients of this machine, as they are set up here."""
import subprocess

from fault import Fault

PATIENCE_S = 180


def ran(words, folder):
    """Runs a package client in a folder; its last word on standard error where it fails."""
    shown = " ".join(words)
    try:
        ended = subprocess.run(words, cwd=folder, capture_output=True, text=True,
                               timeout=PATIENCE_S, check=False)
    except FileNotFoundError as wrong:
        raise Fault(f"{words[0]} is not installed; fetch the packages elsewhere and name their "
                    f"folder with --packages") from wrong
    except subprocess.TimeoutExpired as wrong:
        raise Fault(f"{shown}: no answer in {PATIENCE_S} s; try again, or name a folder of "
                    f"packages with --packages") from wrong
    if ended.returncode != 0:
        said = [line.strip() for line in (ended.stderr + ended.stdout).split("\n")]
        lines = [line for line in said if line.startswith(("E:", "npm error", "npm ERR!"))]
        lines = lines or [line for line in said if line] or ["it says nothing"]
        raise Fault(f"{shown}: {'; '.join(lines[:2])}")


def fetch_npm(name, version, folder):
    """Puts NAME-VERSION.tgz into a folder; version `latest` is whatever the registry calls so."""
    ran(["npm", "pack", "--loglevel=error", "--ignore-scripts", f"{name}@{version}"], folder)


def fetch_debian(name, version, folder):
    """Puts NAME_VERSION_ARCHITECTURE.deb into a folder; `latest` is apt's candidate."""
    ran(["apt-get", "-qq", "download", name if version == "latest" else f"{name}={version}"],
        folder)


def fetch(wanted, folder, say):
    """Fetches what `wanted` names, a map from `npm` and `debian` to names and versions."""
    for registry, fetch_one in (("npm", fetch_npm), ("debian", fetch_debian)):
        for name, version in wanted[registry].items():
            say(f"fetching {name} {version}")
            fetch_one(name, version, folder)
