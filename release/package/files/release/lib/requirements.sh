# shellcheck shell=sh
# What a host must have: environments/selfhosted.yaml says it, and the release's own tests ran within it.
required_cpus='@{compose.requirements.cpus}'
required_memory_mb='@{compose.requirements.memoryMb}'
required_disk_gb='@{compose.requirements.diskGb}'
