package com.genericcorp.hq.builder.spec;

import com.genericcorp.hq.cli.InvalidInput;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The systems that images are built for. */
public enum ImagePlatform {
  AMD64("amd64"),
  ARM64("arm64");

  private final String architecture;

  ImagePlatform(String architecture) {
    this.architecture = architecture;
  }

  /** {@code amd64}, as Debian and OCI both call it. */
  public String architecture() {
    return architecture;
  }

  /** Always {@code linux}. */
  public String os() {
    return "linux";
  }

  /** {@code linux/amd64}. */
  @Override
  public String toString() {
    return os() + "/" + architecture;
  }

  /**
   * The platform of a name such as {@code linux/amd64}.
   *
   * @throws InvalidInput when there is none
   */
  public static ImagePlatform of(String name) {
    return Arrays.stream(values())
        .filter(one -> one.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInput(
                    "'%s' is no platform of these images; known: %s",
                    name,
                    String.join(", ", List.of(values()).stream().map(Object::toString).toList())));
  }

  /** This machine's, which a local engine runs. */
  public static ImagePlatform ofThisMachine() {
    String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return name.equals("aarch64") || name.equals("arm64") ? ARM64 : AMD64;
  }
}
