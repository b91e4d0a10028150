package com.genericcorp.hq.builder.push;

import com.genericcorp.hq.cli.Failed;
import com.google.cloud.tools.jib.api.Credential;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.EcrClientBuilder;
import software.amazon.awssdk.services.ecr.model.AuthorizationData;

/**
 * ECR's passwords, which are made for twelve hours with the credentials that AWS's own tools would
 * use. The only class that loads AWS; nothing names it for other registries.
 */
final class EcrCredentials {
  private EcrCredentials() {}

  /**
   * A password for a registry.
   *
   * @param endpoint instead of ECR's own, for tests
   * @return empty when this machine has no credentials of AWS
   * @throws Failed when AWS refuses it
   */
  static Optional<Credential> of(EcrHost host, Optional<URI> endpoint) {
    // The SDK would log; here it has nowhere to, and the user need not hear of that.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    EcrClientBuilder builder = EcrClient.builder().region(Region.of(host.region()));
    endpoint.ifPresent(builder::endpointOverride);
    try (EcrClient client = builder.build()) {
      List<AuthorizationData> data = client.getAuthorizationToken().authorizationData();
      String token = data.isEmpty() ? "" : data.get(0).authorizationToken();
      String[] pair =
          new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8).split(":", 2);
      if (pair.length != 2) {
        throw new Failed("ECR in %s answered without a password: try again", host.region());
      }
      return Optional.of(Credential.from(pair[0], pair[1]));
    } catch (AwsServiceException refused) {
      throw new Failed(
          refused,
          "AWS refused a password for the registry of account %s in %s: %s. It needs the permission"
              + " ecr:GetAuthorizationToken; 'aws sts get-caller-identity' shows who you are",
          host.account(),
          host.region(),
          refused.awsErrorDetails() == null
              ? refused.getMessage()
              : refused.awsErrorDetails().errorCode());
    } catch (SdkClientException none) {
      if (String.valueOf(none.getMessage()).startsWith("Unable to load credentials")) {
        return Optional.empty();
      }
      throw new Failed(
          none,
          "AWS cannot be asked for a password for the registry of account %s in %s: %s",
          host.account(),
          host.region(),
          none.getMessage());
    }
  }
}
