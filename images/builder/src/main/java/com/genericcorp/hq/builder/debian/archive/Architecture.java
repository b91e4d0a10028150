package com.genericcorp.hq.builder.debian.archive;

import com.genericcorp.hq.cli.InvalidInput;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A processor's architecture by Debian's name, which is the OCI's, too. */
public enum Architecture {
  AMD64("x86_64-linux-gnu", "usr/lib64/ld-linux-x86-64.so.2"),
  ARM64("aarch64-linux-gnu", "usr/lib/ld-linux-aarch64.so.1");

  private final String triplet;
  private final String loader;

  Architecture(String triplet, String loader) {
    this.triplet = triplet;
    this.loader = loader;
  }

  /** The folder of its libraries below {@code usr/lib}. */
  public String triplet() {
    return triplet;
  }

  /** The path of libc's dynamic loader. */
  public String loader() {
    return loader;
  }

  /** The one of a name, as {@code amd64}. */
  public static Architecture of(String name) {
    return Arrays.stream(values())
        .filter(one -> one.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInput(
                    "'%s' is no architecture that images are built for: %s",
                    name,
                    Arrays.stream(values())
                        .map(Architecture::toString)
                        .collect(Collectors.joining(", "))));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
