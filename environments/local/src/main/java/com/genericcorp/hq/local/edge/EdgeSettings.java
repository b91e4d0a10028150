package com.genericcorp.hq.local.edge;

import com.genericcorp.hq.cli.InvalidInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the edge is told on its command line.
 *
 * @param httpsPort where users arrive; 0 takes a free one
 * @param httpPort where they are sent to HTTPS; 0 takes a free one
 * @param upstreamPort the server's {@code PORT} on 127.0.0.1
 * @param publicHost the service's own host; a redirect never leads elsewhere
 * @param certificate PEM file of a private key (PKCS #8), its certificate and those above it
 * @param logs files that other processes append to, kept small by the edge
 */
public record EdgeSettings(
    int httpsPort,
    int httpPort,
    int upstreamPort,
    String publicHost,
    Path certificate,
    List<Path> logs) {
  public EdgeSettings {
    logs = List.copyOf(logs);
  }

  /** The command line's words, read by {@link #parse}. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    words.add("https-port=" + httpsPort);
    words.add("http-port=" + httpPort);
    words.add("upstream-port=" + upstreamPort);
    words.add("public-host=" + publicHost);
    words.add("certificate=" + certificate);
    logs.forEach(log -> words.add("log=" + log));
    return words;
  }

  /** The settings in the words of {@link #words}. */
  static EdgeSettings parse(String... words) {
    Map<String, String> values = new HashMap<>();
    List<Path> logs = new ArrayList<>();
    for (String word : words) {
      String[] pair = word.split("=", 2);
      if (pair.length != 2) {
        throw new InvalidInput("'%s' is no setting of the edge: expected name=value", word);
      }
      if (pair[0].equals("log")) {
        logs.add(Path.of(pair[1]));
      } else {
        values.put(pair[0], pair[1]);
      }
    }
    return new EdgeSettings(
        number(values, "https-port"),
        number(values, "http-port"),
        number(values, "upstream-port"),
        text(values, "public-host"),
        Path.of(text(values, "certificate")),
        logs);
  }

  private static int number(Map<String, String> values, String name) {
    try {
      return Integer.parseInt(text(values, name));
    } catch (NumberFormatException problem) {
      throw new InvalidInput("%s is '%s': expected a number", name, values.get(name));
    }
  }

  private static String text(Map<String, String> values, String name) {
    String value = values.get(name);
    if (value == null) {
      throw new InvalidInput("the edge was not told '%s'", name);
    }
    return value;
  }
}
