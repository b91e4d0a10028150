package com.genericcorp.hq.builder.debian.base;

import java.util.List;
import java.util.regex.Pattern;

/** What no image needs of a package. Licences stay: {@code usr/share/doc/<package>/copyright}. */
final class Trim {
  private static final Pattern KEPT_OF_DOC = Pattern.compile("usr/share/doc/[^/]+(/copyright)?");

  /** Conversions that no program of ours asks libc for, and what runs only with LLVM. */
  private static final Pattern UNUSED =
      Pattern.compile(
          "usr/lib/[^/]+-linux-gnu/gconv(/.*)?"
              + "|usr/lib/postgresql/[0-9]+/lib/(bitcode(/.*)?|llvmjit(_types\\.bc|\\.so))");

  private static final List<String> FOLDERS =
      List.of(
          "usr/share/bash-completion/",
          "usr/share/bug/",
          "usr/share/doc-base/",
          "usr/share/fish/",
          "usr/share/gdb/",
          "usr/share/info/",
          "usr/share/lintian/",
          "usr/share/locale/",
          "usr/share/man/",
          "usr/share/pixmaps/",
          "usr/share/zsh/",
          "usr/lib/systemd/",
          "etc/init.d/",
          "etc/cron.d/",
          "etc/cron.daily/",
          "etc/cron.weekly/",
          "etc/logrotate.d/",
          "etc/default/");

  private Trim() {}

  /**
   * Whether a file is left out.
   *
   * @param directory whether it is one; those of documentation come with what stays in them
   */
  static boolean drops(String path, boolean directory) {
    if (path.equals("usr/share/doc") || path.startsWith("usr/share/doc/")) {
      return directory || !KEPT_OF_DOC.matcher(path).matches();
    }
    return UNUSED.matcher(path).matches()
        || FOLDERS.stream().anyMatch(folder -> (path + "/").startsWith(folder));
  }
}
