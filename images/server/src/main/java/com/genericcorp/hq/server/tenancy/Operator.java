package com.genericcorp.hq.server.tenancy;

import com.genericcorp.hq.cli.InvalidInput;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Who runs a command, as it is written down with what the command does: what {@code --by} says,
 * else the user and host of the process, {@code ada@host}.
 */
public record Operator(String name) {
  private static final int LONGEST = 100;
  private static final Path KERNELS = Path.of("/proc/sys/kernel/hostname");

  public Operator {
    boolean printable = name.codePoints().noneMatch(Character::isISOControl);
    if (name.isBlank() || name.length() > LONGEST || !printable) {
      throw new InvalidInput(
          "--by names who does this, in 1 to %d characters, none of them a control character.",
          LONGEST);
    }
  }

  /** The one who is named, else the process's user. */
  public static Operator named(@Nullable String name) {
    return name == null ? ofProcess() : new Operator(name);
  }

  /** The user and host of this process. */
  public static Operator ofProcess() {
    String user = System.getProperty("user.name", "nobody");
    String whole = user + "@" + host();
    return new Operator(whole.length() > LONGEST ? whole.substring(0, LONGEST) : whole);
  }

  private static String host() {
    try {
      // On Linux the kernel knows; asking for an address of the name may wait for a resolver.
      return Files.exists(KERNELS) ? Files.readString(KERNELS).strip() : resolved();
    } catch (IOException unreadable) {
      return "unknown";
    }
  }

  private static String resolved() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "unknown";
    }
  }
}
