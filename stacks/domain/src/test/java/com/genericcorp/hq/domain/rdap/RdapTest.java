package com.genericcorp.hq.domain.rdap;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.domain.testing.RdapServer;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RdapTest {
  private static final String PATH = "/rdap/domain/example.com";
  private static final String DOCUMENT =
      RdapServer.document("example.com", "1999-02-28", "2031-02-27");
  private static final Patience PATIENCE =
      new Patience(3, Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofMillis(1));

  private final RdapServer server = new RdapServer();
  private final Rdap rdap = new Rdap(server.list(), PATIENCE);

  @AfterEach
  void stop() {
    server.close();
  }

  private Registration registered() {
    assertThat(rdap.of("example.com")).isInstanceOf(Standing.Registered.class);
    return ((Standing.Registered) rdap.of("example.com")).registration();
  }

  private String unknown() {
    Standing standing = rdap.of("example.com");
    assertThat(standing).isInstanceOf(Standing.Unknown.class);
    return ((Standing.Unknown) standing).why();
  }

  @Test
  void aRegistrationIsRead() {
    server.says(PATH, 200, DOCUMENT);
    assertThat(registered())
        .isEqualTo(
            new Registration(
                "example.com",
                List.of("client transfer prohibited"),
                Optional.of(LocalDate.of(1999, 2, 28)),
                Optional.of(LocalDate.of(2031, 2, 27)),
                Optional.of("Example Registrar, Inc."),
                Optional.empty(),
                List.of("ns1.example.net"),
                Optional.empty()));
  }

  @Test
  void whatTheRegistryDoesNotHaveIsFree() {
    assertThat(rdap.of("example.com")).isEqualTo(new Standing.Free());
    assertThat(server.asked()).containsExactly("/dns.json", PATH);
  }

  @Test
  void aRegistryWithoutRdapIsToldAndNobodyIsAsked() {
    assertThat(rdap.of("example.xyz"))
        .isEqualTo(
            new Standing.Unknown(
                "the registry of example.xyz has no RDAP server in "
                    + server.list()
                    + ": ask its registrar"));
    assertThat(rdap.of("example.old"))
        .isEqualTo(
            new Standing.Unknown(
                server.list()
                    + " names 'ftp://rdap.example' as an RDAP server, which is no"
                    + " address"));
  }

  @Test
  void theRegistrantIsTakenFromTheRegistrarWhereItIsPublished() {
    String related = server.at("/registrar/example.com").toString();
    server.says(
        PATH,
        200,
        DOCUMENT.replace(
            "\"rdapConformance\"",
            """
            "links": [{"rel": "self", "href": "http://nowhere.test/"},
              {"rel": "related", "href": "%s", "type": "application/rdap+json"}],
             "rdapConformance\""""
                .formatted(related)));
    assertThat(registered().registrant()).isEmpty();
    server.says("/registrar/example.com", 200, registrant("REDACTED FOR PRIVACY"));
    server.says("/registrar/example.com", 200, registrant("Example, Inc."));
    assertThat(((Standing.Registered) rdap.of("example.com")).registration().registrant())
        .isEmpty();
    assertThat(registered().registrant()).contains("Example, Inc.");
  }

  private static String registrant(String name) {
    return """
        {"objectClassName": "domain", "ldhName": "example.com",
         "entities": [{"roles": ["registrant"], "vcardArray": ["vcard", [
           ["fn", {}, "text", ""], ["org", {}, "text", "%s"]]]}]}"""
        .formatted(name);
  }

  @ParameterizedTest
  @CsvSource({"429, 0", "429, 1", "503, 0", "500, ''", "502, soon"})
  void whatPassesIsWaitedOut(int status, String pause) {
    server.says(PATH, status, "", "Retry-After", pause).says(PATH, 200, DOCUMENT);
    assertThat(registered().registrar()).isPresent();
  }

  @Test
  void aPauseMayBeUntilADate() {
    String soon =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(1));
    server.says(PATH, 429, "", "Retry-After", soon).says(PATH, 200, DOCUMENT);
    assertThat(registered().registrar()).isPresent();
  }

  @Test
  void aLongPauseIsNotWaitedOut() {
    server.says(PATH, 429, "", "Retry-After", "3600");
    assertThat(unknown()).isEqualTo(server.at(PATH) + " answers 429");
    assertThat(server.asked()).containsExactly("/dns.json", PATH);
  }

  @Test
  void whatDoesNotPassIsTried3Times() {
    server.says(PATH, 503, "", "Retry-After", "0");
    assertThat(unknown()).isEqualTo(server.at(PATH) + " answers 503");
    assertThat(server.asked()).containsExactly("/dns.json", PATH, PATH, PATH);
  }

  @Test
  void aServerThatNeverAnswersIsGivenUp() {
    server.says(PATH, 0, "");
    Duration brief = Duration.ofMillis(500);
    Rdap hasty = new Rdap(server.list(), new Patience(1, brief, brief, brief));
    assertThat(hasty.of("example.com"))
        .isInstanceOfSatisfying(
            Standing.Unknown.class,
            unknown -> assertThat(unknown.why()).startsWith(server.at(PATH) + " "));
  }

  @Test
  void aRedirectIsFollowed() {
    server.says(PATH, 302, "", "Location", server.at("/elsewhere").toString());
    server.says("/elsewhere", 200, DOCUMENT);
    assertThat(registered().registrar()).isPresent();
  }

  @Test
  void redirectsInACircleEnd() {
    server.says(PATH, 302, "", "Location", server.at(PATH).toString());
    assertThat(unknown())
        .isEqualTo(server.at(PATH) + " answers 302: a redirect that leads nowhere");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <html>                                             |  answers with what is no JSON object
          []                                                 |  answers with what is no JSON object
          {}                                                 |  answers is not about a domain (objectClassName): it cannot be used
          {"objectClassName": "entity"}                      |  answers is not about a domain (objectClassName): it cannot be used
          {"objectClassName": "domain", "ldhName": "a.com"}  |  answers is about 'a.com' instead of example.com: it cannot be used
          {"objectClassName": "domain", "status": "active"}  |  answers has no list as status: it cannot be used
          {"objectClassName": "domain", "events": [{"eventAction": "expiration", "eventDate": "2031-02-30T00:00:00Z"}]} |  answers has '2031-02-30T00:00:00Z' as its day of expiration: it cannot be used
          """)
  void whatIsNoAnswerIsNotUnderstoodAsOne(String body, String why) {
    server.says(PATH, 200, body);
    assertThat(unknown()).endsWith(why.strip()).contains(server.at(PATH).toString());
  }

  @Test
  void aMissingFactIsNoFault() {
    server.says(PATH, 200, "{\"objectClassName\": \"domain\"}");
    assertThat(registered())
        .returns(Optional.empty(), Registration::expires)
        .returns(Optional.empty(), Registration::registrar);
  }

  @Test
  void anEndlessAnswerIsNotRead() {
    server.says(PATH, 200, "{\"a\": \"" + "x".repeat(3 * 1024 * 1024) + "\"}");
    assertThat(unknown()).endsWith(" answers with more than 2 MiB");
  }

  @Test
  void aRefusalIsTold() {
    server.says(PATH, 403, "");
    assertThat(unknown()).isEqualTo(server.at(PATH) + " answers 403");
  }

  @Test
  void aListThatIsNoneIsTold() {
    server.says("/other.json", 200, "{}");
    for (String path : List.of("/other.json", "/missing.json")) {
      URI list = server.at(path);
      assertThat(new Rdap(list, PATIENCE).of("example.com"))
          .isInstanceOfSatisfying(
              Standing.Unknown.class,
              unknown ->
                  assertThat(unknown.why()).contains(list.toString(), "list of RDAP servers"));
    }
  }

  @Test
  void theLongestSuffixDecides() throws Exception {
    Documents documents = new Documents(PATIENCE);
    server.says(
        "/more.json",
        200,
        """
        {"services": [[["uk", "co.uk"], ["http://a.test", "https://b.test/r"]],
                      [["org.uk"], ["https://c.test/"]]]}""");
    Bootstrap list = Bootstrap.read(documents, server.at("/more.json"));
    assertThat(list.serverOf("x.co.uk")).contains(URI.create("https://b.test/r/"));
    assertThat(list.serverOf("x.org.uk")).contains(URI.create("https://c.test/"));
    assertThat(list.serverOf("x.buk")).isEmpty();
  }
}
