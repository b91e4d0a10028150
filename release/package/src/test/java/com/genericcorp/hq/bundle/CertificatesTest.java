package com.genericcorp.hq.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.builder.testing.Programs;
import com.genericcorp.hq.model.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the package's program makes of the edge's log, as Caddy 2.6 writes it. */
class CertificatesTest {
  private static final String HOST = "agenthq.example.com";
  private static final String UNREACHABLE =
      "registering account [mailto:a@example.com] with server: provisioning client: performing"
          + " request: Get \\\"https://ca.example.com/dir\\\": dial tcp 192.0.2.1:443: connect:"
          + " connection refused";
  private static final String UNTRUSTED =
      "registering account [] with server: provisioning client: performing request: Get"
          + " \\\"https://ca.example.com/dir\\\": tls: failed to verify certificate: x509:"
          + " certificate signed by unknown authority";
  private static final String NO_DIRECTORY =
      "registering account [] with server: provisioning client: HTTP 404: 404 page not found\\n";
  private static final String UNSOLVED =
      "["
          + HOST
          + "] solving challenges: "
          + HOST
          + ": no solvers available for remaining"
          + " challenges (configured=[http-01 tls-alpn-01] remaining=[dns-01])";
  private static final String LIMITED =
      "["
          + HOST
          + "] creating new order: HTTP 429 urn:ietf:params:acme:error:rateLimited - too"
          + " many certificates (5) already issued for this exact set of domains";
  private static final String NOT_FOUND = "DNS problem: NXDOMAIN looking up A for " + HOST;

  private static final Path LIBRARY =
      Repository.find().root().resolve("release/package/files/release/lib/certificates.sh");

  @TempDir Path folder;

  static Stream<List<String>> shells() {
    return Stream.of(List.of("dash"), List.of("busybox", "sh"), List.of("bash", "--posix"))
        .filter(shell -> Programs.find(shell.get(0)).isPresent());
  }

  private String reason(List<String> shell, String... lines) throws Exception {
    Path log = Files.writeString(folder.resolve("log"), String.join("\n", lines) + "\n");
    List<String> words = new ArrayList<>(shell);
    words.addAll(
        List.of(
            "-c",
            "set -eu; AGENTHQ_ACME_DIRECTORY=; . \"$1\"; certificate_reason \"$2\" <\"$3\"",
            "sh",
            LIBRARY.toString(),
            HOST,
            log.toString()));
    Programs.Ended ended = Programs.run(Map.of(), words);
    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isZero();
    return ended.out();
  }

  private static String obtaining(String host) {
    return line("info", "obtaining certificate", "\"identifier\":\"" + host + "\"");
  }

  private static String challenge(String kind, String error) {
    return line(
        "error",
        "challenge failed",
        "\"identifier\":\"%s\",\"challenge_type\":\"%s\",\"error\":\"%s\""
            .formatted(HOST, kind, error));
  }

  private static String refused(String host, String error) {
    return line(
        "error",
        "could not get certificate from issuer",
        "\"identifier\":\"%s\",\"issuer\":\"ca\",\"error\":\"%s\"".formatted(host, error));
  }

  private static String retry(String error) {
    return line(
        "error",
        "will retry",
        "\"error\":\"[%s] Obtain: %s\",\"attempt\":1,\"retrying_in\":600".formatted(HOST, error));
  }

  private static String line(String level, String message, String rest) {
    return "{\"level\":\"%s\",\"ts\":%d.25,\"logger\":\"tls.obtain\",\"msg\":\"%s\",%s}"
        .formatted(level, Instant.now().getEpochSecond(), message, rest);
  }

  static Stream<List<String>> reasons() {
    return Stream.of(
        List.of(UNREACHABLE, "Let's Encrypt cannot be reached from this host (registering"),
        List.of(UNTRUSTED, "AGENTHQ_ACME_CA has to name the file with its authority"),
        List.of(NO_DIRECTORY, "is no ACME directory"),
        List.of(LIMITED, "has been asked too often ("),
        List.of("[x] something new", "Let's Encrypt gives none: [x] something new"));
  }

  @ParameterizedTest
  @MethodSource("reasons")
  void whyThereIsNoneIsSaidWithTheRemedy(List<String> reason) throws Exception {
    for (List<String> shell : shells().toList()) {
      assertThat(reason(shell, obtaining(HOST), refused(HOST, reason.get(0)), retry(reason.get(0))))
          .as(shell + "")
          .contains(reason.get(1))
          .endsWith(". The edge tries again within 10 min; './agenthq install' does so at once.\n")
          .hasLineCount(1);
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void whatTheAuthoritySawOfThisHostIsSaidAndNotTheLastChallengeLeft(List<String> shell)
      throws Exception {
    String said =
        reason(
            shell,
            obtaining(HOST),
            challenge("http-01", NOT_FOUND),
            challenge("tls-alpn-01", "another"),
            refused(HOST, UNSOLVED));
    assertThat(said)
        .contains("does not reach this host under " + HOST + " (" + NOT_FOUND + "): its DNS entry")
        .endsWith(". './agenthq install' tries again.\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void aSuccessAndOtherHostsTroublesAreNoTrouble(List<String> shell) throws Exception {
    String success =
        line("info", "certificate obtained successfully", "\"identifier\":\"" + HOST + "\"");
    assertThat(reason(shell, refused(HOST, UNREACHABLE), retry(UNREACHABLE), success)).isEmpty();
    assertThat(reason(shell, refused("a." + HOST, UNREACHABLE))).isEmpty();
    assertThat(reason(shell, success, "no JSON", refused(HOST, LIMITED))).isNotEmpty();
    assertThat(reason(shell, "")).isEmpty();
  }

  private String limit(List<String> shell, String most, String... lines) throws Exception {
    Path log = Files.writeString(folder.resolve("log"), String.join("\n", lines) + "\n");
    List<String> words = new ArrayList<>(shell);
    words.addAll(
        List.of(
            "-c",
            "set -eu; . \"$1\"; certificate_limit \"$2\" <\"$3\"",
            "sh",
            LIBRARY + "",
            most,
            log + ""));
    Programs.Ended ended = Programs.run(Map.of(), words);
    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isZero();
    return ended.out();
  }

  /** As Caddy 2.6 writes it once for each host that is taken from the number. */
  private static String first(String host, long minutesAgo) {
    return ("{\"level\":\"info\",\"ts\":%d.2663622,\"logger\":\"tls.on_demand\",\"msg\":\"obtaining"
            + " new certificate\",\"remote_ip\":\"192.0.2.1\",\"server_name\":\"%s\"}")
        .formatted(Instant.now().getEpochSecond() - 60 * minutesAgo, host);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void thatAsManyNewHostsHaveAskedAsMayIsSaidAndUntilWhen(List<String> shell) throws Exception {
    String[] log = {first("old", 181), first("a", 170), obtaining("a"), first("b", 100)};
    assertThat(limit(shell, "3", log)).isEmpty();
    assertThat(limit(shell, "", log)).isEmpty();
    assertThat(limit(shell, "2", "no JSON")).isEmpty();
    assertThat(limit(shell, "2", log))
        .matches(
            "A new host gets no certificate for up to (10|11) min: 2 asked for their first within 3"
                + " hours, and EDGE_NEW_HOSTS is 2\\. Those that have one are not affected\\.\n");
  }

  @Test
  void aLongAnswerIsCut() throws Exception {
    String said = reason(List.of("sh"), refused(HOST, "dial tcp " + "x".repeat(10_000)));
    assertThat(said.length()).isLessThan(800);
  }
}
