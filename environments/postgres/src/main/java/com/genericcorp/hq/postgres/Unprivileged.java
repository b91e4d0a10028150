package com.genericcorp.hq.postgres;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.postgres.process.Program;
import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How PostgreSQL, which refuses to run as root, is run by root: in a user namespace, where root's
 * files are its own although it is nobody (mostly forbidden in containers), else as another user
 * that keeps the one right to enter root's folders.
 *
 * @param words to be put before the program's
 * @param owner the numeric user to whom the cluster's files must belong, if not who runs this
 */
record Unprivileged(List<String> words, Optional<Integer> owner) {
  // "nobody" on every Linux; initdb demands a user that has a name.
  private static final int NOBODY = 65534;

  /**
   * The way that works here, for a cluster in this folder.
   *
   * @throws Failed when root has none
   */
  static Unprivileged in(Path state) throws IOException, InterruptedException {
    if (new UnixSystem().getUid() != 0) {
      return new Unprivileged(List.of(), Optional.empty());
    }
    for (Unprivileged way : List.of(userNamespace(), otherUser())) {
      if (way.canWrite(state)) {
        return way;
      }
    }
    throw new Failed(
        "PostgreSQL does not run as root, and neither 'unshare -U' nor 'setpriv' (package util-linux) can start it in %s as somebody else; run hq as a normal user",
        state);
  }

  static Unprivileged userNamespace() {
    return new Unprivileged(List.of("unshare", "-U"), Optional.empty());
  }

  static Unprivileged otherUser() {
    return new Unprivileged(
        List.of(
            "setpriv",
            "--reuid=" + NOBODY,
            "--regid=" + NOBODY,
            "--clear-groups",
            "--inh-caps=+dac_override",
            "--ambient-caps=+dac_override",
            // Else access(2), which PostgreSQL asks, would judge without that right.
            "--securebits=+no_setuid_fixup"),
        Optional.of(NOBODY));
  }

  private boolean canWrite(Path folder) throws IOException, InterruptedException {
    return Program.find(words.get(0)).isPresent()
        && program(
                    List.of(
                        Program.find("test").orElse(Path.of("test")).toString(),
                        "-w",
                        folder.toString()),
                    folder)
                .run("")
                .exit()
            == 0;
  }

  /** The program with these words, run this way, without any inherited variable. */
  Program program(List<String> program, Path folder) {
    List<String> all = new ArrayList<>(words);
    if (!all.isEmpty()) {
      all.set(0, Program.find(all.get(0)).orElseThrow().toString());
    }
    all.addAll(program);
    return new Program(all, Map.of("LC_ALL", "C"), folder);
  }

  /** Gives the folder with all that is in it to the user who will work in it. */
  void own(Path folder) throws IOException {
    int wanted = owner.orElse((int) new UnixSystem().getUid());
    if (words.isEmpty() || Files.getAttribute(folder, "unix:uid").equals(wanted)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.setAttribute(file, "unix:uid", wanted, java.nio.file.LinkOption.NOFOLLOW_LINKS);
      }
    }
  }
}
