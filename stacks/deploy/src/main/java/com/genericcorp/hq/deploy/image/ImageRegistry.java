package com.genericcorp.hq.deploy.image;

import com.genericcorp.hq.account.AwsAccount;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.model.Aws;
import com.genericcorp.hq.stacks.service.Registry;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageNotFoundException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;

/** The account's own repository of the server's images. */
public final class ImageRegistry {
  private static final String NAME = "server";

  private final AwsAccount account;

  public ImageRegistry(AwsAccount account) {
    this.account = account;
  }

  /** The digest of a tag, if it is there. */
  public Optional<String> digest(String tag) {
    return find(ImageIdentifier.builder().imageTag(tag).build());
  }

  /** Whether an image is there. */
  public boolean has(String digest) {
    return find(ImageIdentifier.builder().imageDigest(digest).build()).isPresent();
  }

  private Optional<String> find(ImageIdentifier image) {
    EcrClient ecr = account.client(EcrClient.builder());
    try {
      return ecr
          .describeImages(ask -> ask.repositoryName(Registry.SERVER).imageIds(image))
          .imageDetails()
          .stream()
          .map(one -> one.imageDigest())
          .findFirst();
    } catch (ImageNotFoundException none) {
      return Optional.empty();
    } catch (RepositoryNotFoundException none) {
      throw new Failed(
          none,
          "account %s has no repository %s: its bootstrap stack makes it (docs/aws.md)",
          account.aws().account(),
          Registry.SERVER);
    } catch (SdkException problem) {
      throw new Failed(problem, "repository %s cannot be read: %s", name(), problem.getMessage());
    }
  }

  /** With its host: {@code ….amazonaws.com/agenthq/server}. */
  public String name() {
    Aws aws = account.aws();
    return aws.account() + ".dkr.ecr." + aws.region() + ".amazonaws.com/" + Registry.SERVER;
  }

  /** What {@code images build --repository} takes: without the image's own name. */
  String prefix() {
    return name().substring(0, name().length() - NAME.length() - 1);
  }
}
