package com.genericcorp.hq.builder.push;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Json;
import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.CredentialRetriever;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import com.google.cloud.tools.jib.registry.credentials.CredentialRetrievalException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who one is at a registry: for ECR by AWS's credentials; else by Docker's config and the helpers
 * that it names; else by the registry's own helper, where one is installed.
 *
 * @param config Docker's {@code config.json}
 * @param ecr AWS's endpoint instead of its own, for tests
 */
record RegistryCredentials(Path config, Optional<URI> ecr) {
  /** Docker's folder is in {@code DOCKER_CONFIG}, else {@code ~/.docker}. */
  static RegistryCredentials of(Map<String, String> environment) {
    String folder = environment.getOrDefault("DOCKER_CONFIG", "");
    Path docker =
        folder.isBlank() ? Path.of(System.getProperty("user.home"), ".docker") : Path.of(folder);
    return new RegistryCredentials(docker.resolve("config.json"), Optional.empty());
  }

  /** Name and password, if there are any. */
  Optional<Credential> find(ImageReference reference) {
    String host = reference.getRegistry();
    Optional<EcrHost> aws = EcrHost.of(host);
    if (aws.isPresent()) {
      Optional<Credential> found = EcrCredentials.of(aws.get(), ecr);
      if (found.isPresent()) {
        return found;
      }
    }
    checkConfig(host);
    CredentialRetrieverFactory factory =
        CredentialRetrieverFactory.forImage(reference, event -> {});
    for (CredentialRetriever one :
        List.of(factory.dockerConfig(config), factory.wellKnownCredentialHelpers())) {
      try {
        Optional<Credential> found = one.retrieve();
        if (found.isPresent()) {
          return found;
        }
      } catch (CredentialRetrievalException problem) {
        throw new Failed(
            problem,
            "the credentials for %s cannot be read from %s: %s. Sign in again with 'docker login %s'",
            host,
            config,
            problem.getMessage(),
            host);
      }
    }
    if (aws.isPresent()) {
      throw new Failed(
          "there are no credentials for %s: give AWS's (a profile, a role or AWS_ACCESS_KEY_ID), or"
              + " sign in with 'docker login %s'",
          host, host);
    }
    return Optional.empty();
  }

  /** Jib passes over a config that it cannot read, and one would be nobody without knowing why. */
  private void checkConfig(String host) {
    if (!Files.exists(config)) {
      return;
    }
    try {
      Json.mapper().readTree(config.toFile());
    } catch (JsonProcessingException problem) {
      // Not the parser's message, which may quote a password.
      throw new Failed(
          "%s:%d is no JSON: sign in again with 'docker login %s'",
          config, problem.getLocation() == null ? 1 : problem.getLocation().getLineNr(), host);
    } catch (IOException problem) {
      throw new Failed(problem, "%s cannot be read: %s", config, problem);
    }
  }
}
