package com.genericcorp.hq.builder.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Let's Encrypt's test server on this machine, for containers of an engine, with a DNS server by
 * which every name leads to this machine. It validates for real, at the ports that a container
 * publishes on 127.0.0.1.
 */
public final class Pebble implements AutoCloseable {
  private static final Pattern ORDERS = Pattern.compile("There are now (\\d+) orders in the db");
  private static final Pattern ACCOUNTS = Pattern.compile("There are now (\\d+) accounts");

  private final Path folder;
  private final String address;
  private final int port = Engine.freePort();
  private final int management = Engine.freePort();
  private final int dns = Engine.freePort();
  private final int names = Engine.freePort();
  private final List<Process> processes = new ArrayList<>();

  /**
   * Prepares it; nothing listens until {@link #start}.
   *
   * @param folder for its files
   * @param http the port of this machine where it asks for the answer of an http-01 challenge
   * @param https the same for tls-alpn-01
   * @param life of its certificates
   */
  public Pebble(Engine engine, Path folder, int http, int https, Duration life)
      throws IOException, InterruptedException {
    this.folder = Files.createDirectories(folder);
    this.address = bridge(engine);
    certificate();
    // How long certificates live was one value for all, and is now each profile's: unknown keys are
    // passed over.
    Files.writeString(
        folder.resolve("pebble.json"),
        """
        {"pebble": {
          "listenAddress": "%s:%d",
          "managementListenAddress": "127.0.0.1:%d",
          "certificate": "%s",
          "privateKey": "%s",
          "httpPort": %d,
          "tlsPort": %d,
          "certificateValidityPeriod": %d,
          "profiles": {"default": {"description": "the only one", "validityPeriod": %d}}
        }}
        """
            .formatted(
                address,
                port,
                management,
                authority(),
                key(),
                http,
                https,
                life.toSeconds(),
                life.toSeconds()));
  }

  /** Whether this machine has all the programs that are needed. */
  public static boolean isInstalled() {
    return Stream.of("pebble", "pebble-challtestsrv", "openssl", "curl")
        .allMatch(name -> Programs.find(name).isPresent());
  }

  /** The address of its directory, as containers see it. */
  public String directory() {
    return "https://" + address + ":" + port + "/dir";
  }

  /** What the directory's own certificate is trusted by. */
  public Path authority() {
    return folder.resolve("directory.pem");
  }

  private Path key() {
    return folder.resolve("directory-key.pem");
  }

  private Path log() {
    return folder.resolve("pebble.log");
  }

  /**
   * This machine's address on the engine's bridge, where containers of every network reach it. An
   * engine that was never started before tells the subnet alone: its first address is the bridge's.
   */
  private static String bridge(Engine engine) throws IOException, InterruptedException {
    String format = "--format={{(index .IPAM.Config 0).Gateway}} {{(index .IPAM.Config 0).Subnet}}";
    String[] words =
        engine.run("network", "inspect", "bridge", format).out().strip().split(" ", -1);
    String told = words[0];
    String subnet = words[words.length - 1];
    return told.matches("[0-9.]+") && words.length > 1
        ? told
        : subnet.replaceFirst("[.][0-9]+/[0-9]+$", ".1");
  }

  private void certificate() throws IOException, InterruptedException {
    Programs.Ended made =
        Programs.run(
            "openssl",
            "req",
            "-x509",
            "-newkey=ec",
            "-pkeyopt=ec_paramgen_curve:P-256",
            "-nodes",
            "-days=2",
            "-subj=/CN=pebble",
            "-addext=subjectAltName=IP:" + address + ",IP:127.0.0.1",
            "-keyout=" + key(),
            "-out=" + authority());
    if (made.code() != 0) {
      throw new IOException(made.err());
    }
  }

  /** Starts it without any account or order, with a root of its own. */
  public void start() throws IOException, InterruptedException {
    run(
        "dns.log",
        "pebble-challtestsrv",
        "-dns01=127.0.0.1:" + dns,
        "-management=127.0.0.1:" + names,
        "-http01=",
        "-https01=",
        "-tlsalpn01=",
        "-defaultIPv4=127.0.0.1",
        "-defaultIPv6=");
    run(
        log().getFileName().toString(),
        "pebble",
        "-config=" + folder.resolve("pebble.json"),
        "-dnsserver=127.0.0.1:" + dns);
    for (int attempt = 0; attempt < 100 && !Files.exists(root()); attempt++) {
      Thread.sleep(100);
      Programs.run(
          "curl",
          "--silent",
          "--fail",
          "--cacert",
          authority().toString(),
          "--output",
          root().toString(),
          "https://127.0.0.1:" + management + "/roots/0");
    }
    if (!Files.exists(root())) {
      throw new IOException("Pebble does not answer: " + Files.readString(log()));
    }
  }

  private void run(String output, String... words) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(output).toFile());
    // It would wait up to 15 s before each validation.
    builder.environment().putAll(Map.of("PEBBLE_VA_NOSLEEP", "1"));
    processes.add(builder.start());
  }

  /** Makes one name lead to another address. */
  public void lead(String name, String to) throws IOException, InterruptedException {
    Programs.Ended told =
        Programs.run(
            "curl",
            "--silent",
            "--show-error",
            "--fail",
            "--data",
            "{\"host\": \"%s.\", \"addresses\": [\"%s\"]}".formatted(name, to),
            "http://127.0.0.1:" + names + "/add-a");
    if (told.code() != 0) {
      throw new IOException(told.err());
    }
  }

  /** The root that its certificates lead to. */
  public Path root() {
    return folder.resolve("root.pem");
  }

  /** How many orders it was ever given. */
  public int orders() throws IOException {
    return last(ORDERS);
  }

  /** How many accounts were made with it. */
  public int accounts() throws IOException {
    return last(ACCOUNTS);
  }

  private int last(Pattern count) throws IOException {
    Matcher matcher = count.matcher(Files.readString(log()));
    int found = 0;
    while (matcher.find()) {
      found = Integer.parseInt(matcher.group(1));
    }
    return found;
  }

  @Override
  public void close() throws InterruptedException {
    for (Process process : processes) {
      process.destroy();
      process.waitFor(10, TimeUnit.SECONDS);
    }
  }
}
