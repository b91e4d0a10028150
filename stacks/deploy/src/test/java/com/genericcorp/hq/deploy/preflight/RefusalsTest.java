package com.genericcorp.hq.deploy.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.deploy.run.Scenery;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Refusals that the simulated AWS does not play, as AWS words them. */
class RefusalsTest {
  private static final int FORBIDDEN = 403;

  @TempDir Path folder;
  private HttpServer aws;
  private volatile String code = "";

  @BeforeEach
  void listen() throws IOException {
    aws = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    aws.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          byte[] answer =
              ("<ErrorResponse><Error><Type>Sender</Type><Code>"
                      + code
                      + "</Code><Message>refused</Message></Error></ErrorResponse>")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "text/xml");
          exchange.sendResponseHeaders(FORBIDDEN, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    aws.start();
  }

  @AfterEach
  void stop() {
    aws.stop(0);
  }

  private Surroundings around() throws IOException {
    return new Scenery(folder)
        .at(URI.create("http://127.0.0.1:" + aws.getAddress().getPort()))
        .around();
  }

  @ParameterizedTest
  @CsvSource({
    "ExpiredToken, they have expired",
    "InvalidClientTokenId, 'AWS does not know the key, or not its secret'",
    "SignatureDoesNotMatch, 'AWS does not know the key, or not its secret'"
  })
  void badCredentialsAreToldApart(String answered, String seen) throws IOException {
    code = answered;
    assertThat(new CredentialsAreGood().look(around()).seen()).isEqualTo(seen);
  }

  @Test
  void eachRefusedReadIsNamed() throws IOException {
    code = "AccessDenied";
    Verdict verdict = new ReadsAreAllowed().look(around());
    assertThat(verdict.holds()).isFalse();
    assertThat(verdict.seen())
        .startsWith("refused: ")
        .contains("rds:DescribeDBInstances")
        .contains("elasticloadbalancing:DescribeLoadBalancers")
        .contains("cloudwatch:DescribeAlarms");
  }

  @Test
  void anAwsThatDoesNotAnswerIsNeitherMissingNorExpiredCredentials() throws IOException {
    Surroundings around = around();
    aws.stop(0);
    assertThat(new CredentialsAreGood().look(around).seen()).startsWith("AWS does not answer");
  }

  @ParameterizedTest
  @CsvSource({
    "v3.205.0, true",
    "v3.229.1, true",
    "4.0.0, true",
    "v3.204.9, false",
    "v2.999.0, false",
    "unknown, false"
  })
  void versionsAreComparedByNumber(String version, boolean enough) {
    assertThat(PulumiProgram.isNewEnough(version)).isEqualTo(enough);
  }
}
