package com.genericcorp.hq.release.testing;

import com.genericcorp.hq.builder.testing.Engine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A real bare repository behind Git's own daemon, so that its hooks run, and a clone with a pushed
 * commit.
 */
public final class TestRemote implements AutoCloseable {
  private final Path folder;
  private final Process daemon;
  private final String address;

  private TestRemote(Path folder, Process daemon, String address) {
    this.folder = folder;
    this.daemon = daemon;
    this.address = address;
  }

  /** Makes both in an empty folder. */
  public static TestRemote start(Path folder) throws Exception {
    Path bare = folder.resolve("served/remote.git");
    Files.createDirectories(bare);
    Programs.run(bare, "git", "init", "--quiet", "--bare", "--initial-branch=main");
    int port = Engine.freePort();
    Process daemon =
        new ProcessBuilder(
                "git",
                "daemon",
                "--listen=127.0.0.1",
                "--port=" + port,
                "--reuseaddr",
                "--export-all",
                "--enable=receive-pack",
                "--base-path=" + folder.resolve("served"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("daemon.log").toFile())
            .start();
    TestRemote remote = new TestRemote(folder, daemon, "git://127.0.0.1:" + port + "/remote.git");
    remote.awaitPort(port);
    remote.makeClone();
    return remote;
  }

  private void awaitPort(int port) throws Exception {
    for (int attempt = 0; attempt < 200; attempt++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException notYet) {
        Thread.sleep(25);
      }
    }
    throw new IllegalStateException(Files.readString(folder.resolve("daemon.log")));
  }

  private void makeClone() throws IOException {
    Files.createDirectories(clone());
    git("init", "--quiet", "--initial-branch=main");
    git("config", "user.name", "Ada");
    git("config", "user.email", "ada@example.com");
    git("remote", "add", "origin", address);
    write("environments/common.yaml", "{}\n");
    write(".gitignore", "target/\n");
    write(
        "release/notes.md",
        "{{highlights}}\n\n{{version}}{{since}}\n\n{{changes}}\n{{figures}}\n{{key}}\n");
    commit("What there is in the beginning");
    git("push", "--quiet", "origin", "main");
  }

  public Path clone() {
    return folder.resolve("clone");
  }

  public Path bare() {
    return folder.resolve("served/remote.git");
  }

  /** Runs Git in the clone. */
  public String git(String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = "git";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return Programs.run(clone(), command).strip();
  }

  public void write(String path, String text) throws IOException {
    Path file = clone().resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Commits all that was written, or nothing. */
  public String commit(String message) {
    git("add", "--all");
    git("commit", "--quiet", "--allow-empty", "--message", message);
    return git("rev-parse", "HEAD");
  }

  /** A hook of the remote, a shell script. */
  public void hook(String name, String script) throws IOException {
    Path hook = Files.writeString(bare().resolve("hooks").resolve(name), "#!/bin/sh\n" + script);
    if (!hook.toFile().setExecutable(true)) {
      throw new IOException(hook + " cannot be made executable");
    }
  }

  /** What a name means at the remote; empty when there is no such thing. */
  public String atRemote(String name) {
    Programs.Ended ended =
        Programs.start(bare(), java.util.Map.of(), "git", "rev-parse", "--quiet", "--verify", name);
    return ended.code() == 0 ? ended.out().strip() : "";
  }

  @Override
  public void close() throws Exception {
    daemon.descendants().forEach(ProcessHandle::destroyForcibly);
    daemon.destroy();
    if (!daemon.waitFor(10, TimeUnit.SECONDS)) {
      daemon.destroyForcibly().waitFor();
    }
  }
}
