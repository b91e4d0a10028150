package com.genericcorp.hq.builder.debian.mirror;

import com.genericcorp.hq.builder.debian.archive.Suite;
import com.genericcorp.hq.cli.InvalidInput;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a Debian mirror is.
 *
 * @param archive of the release and its updates
 * @param security of the security updates
 */
public record MirrorAddress(URI archive, URI security) {
  /** The variable that names a mirror. */
  public static final String VARIABLE = "HQ_DEBIAN_MIRROR";

  /** The variable that names an archive of all that Debian ever had. */
  public static final String SNAPSHOT_VARIABLE = "HQ_DEBIAN_SNAPSHOT";

  private static final String PLACE = "{archive}";
  private static final Pattern DEBIAN_SUITE =
      Pattern.compile(
          "(?:buster|bullseye|bookworm|trixie|forky|duke|sid"
              + "|(?:old){0,2}stable|testing|unstable)(?:[-/][a-z-]+)?");

  /** Nothing names a mirror on this machine. */
  public static final class NoneNamed extends InvalidInput {
    private static final long serialVersionUID = 1;

    NoneNamed(Path apt) {
      super(
          "%s names no Debian mirror over http or https: name one with --mirror or %s,"
              + " as http://mirror.example.com/debian",
          apt, VARIABLE);
    }
  }

  public MirrorAddress {
    archive = folder(archive);
    security = folder(security);
  }

  /**
   * The mirror that an option names, else the variable, else the first of apt's configuration.
   *
   * @param apt apt's folder: {@code /etc/apt}
   * @throws NoneNamed when neither of them names one
   * @throws InvalidInput when what names one is no address
   */
  public static MirrorAddress find(
      @Nullable String option, Map<String, String> environment, Path apt) {
    String named = option != null ? option : environment.getOrDefault(VARIABLE, "");
    if (!named.isEmpty()) {
      return parse(named, option != null ? "--mirror" : VARIABLE);
    }
    return ofApt(AptSources.read(apt)).orElseThrow(() -> new NoneNamed(apt));
  }

  /** The archive of superseded packages, if the variable or the option names one. */
  public static Optional<MirrorAddress> snapshot(
      @Nullable String option, Map<String, String> environment) {
    String named = option != null ? option : environment.getOrDefault(SNAPSHOT_VARIABLE, "");
    if (named.isEmpty()) {
      return Optional.empty();
    }
    String source = option != null ? "--snapshot" : SNAPSHOT_VARIABLE;
    if (!named.contains(PLACE)) {
      throw new InvalidInput(
          "%s is '%s'; write %s where 'debian' or 'debian-security' stands in the address",
          source, named, PLACE);
    }
    return Optional.of(parse(named, source));
  }

  static MirrorAddress parse(String text, String source) {
    if (text.contains(PLACE)) {
      return new MirrorAddress(
          uri(text.replace(PLACE, "debian"), source),
          uri(text.replace(PLACE, "debian-security"), source));
    }
    String base = text.replaceFirst("/+$", "");
    return new MirrorAddress(uri(base, source), uri(base + "-security", source));
  }

  static Optional<MirrorAddress> ofApt(List<AptSources.Entry> entries) {
    List<AptSources.Entry> debian =
        entries.stream()
            .filter(entry -> entry.uri().matches("https?://.+"))
            .filter(entry -> entry.components().contains("main"))
            .filter(
                entry ->
                    entry.suites().stream()
                        .anyMatch(suite -> DEBIAN_SUITE.matcher(suite).matches()))
            .toList();
    Optional<String> archive =
        debian.stream().filter(entry -> !isSecurity(entry)).map(AptSources.Entry::uri).findFirst();
    Optional<String> security =
        debian.stream()
            .filter(MirrorAddress::isSecurity)
            .map(AptSources.Entry::uri)
            .filter(uri -> !uri.equals(archive.orElse("")))
            .findFirst();
    return archive.map(
        address -> {
          MirrorAddress siblings = parse(address, "apt's configuration");
          return security
              .map(
                  other -> new MirrorAddress(siblings.archive(), uri(other, "apt's configuration")))
              .orElse(siblings);
        });
  }

  private static boolean isSecurity(AptSources.Entry entry) {
    return entry.suites().stream()
        .allMatch(suite -> suite.endsWith("-security") || suite.endsWith("/updates"));
  }

  private static URI uri(String text, String source) {
    try {
      URI uri = new URI(text);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null && uri.getRawQuery() == null) {
        return uri;
      }
    } catch (URISyntaxException problem) {
      // Refused below.
    }
    throw new InvalidInput(
        "%s is '%s', which is no address of a mirror over http or https", source, text);
  }

  private static URI folder(URI uri) {
    return uri.toString().endsWith("/") ? uri : URI.create(uri + "/");
  }

  /** The address of a file of a suite's archive. */
  public URI resolve(Suite suite, String path) {
    // Versions may have '~' and '+', which are themselves in a URL; ':' would need an escape.
    return URI.create((suite.isSecurity() ? security : archive) + path.replace(":", "%3a"));
  }
}
