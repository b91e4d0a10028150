package com.genericcorp.hq.stacks.bootstrap;

import com.genericcorp.hq.cli.Json;
import com.pulumi.aws.ecr.LifecyclePolicy;
import com.pulumi.aws.ecr.LifecyclePolicyArgs;
import com.pulumi.aws.ecr.Repository;
import com.pulumi.aws.ecr.RepositoryArgs;
import com.pulumi.aws.ecr.inputs.RepositoryImageScanningConfigurationArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The account's copies of the images that it runs: a tag never changes, each is scanned. */
public final class ImageRepository extends ComponentResource {
  /** So many versions can be gone back to. */
  private static final int KEPT = 20;

  /** A released image is a list and an image a platform; only the list has a tag. */
  private static final int UNTAGGED_DAYS = 1;

  private final Repository repository;

  public ImageRepository(String name, String image, ComponentResourceOptions options) {
    super("agenthq:bootstrap:ImageRepository", name, options);
    CustomResourceOptions child = CustomResourceOptions.builder().parent(this).build();
    repository =
        new Repository(
            name,
            RepositoryArgs.builder()
                .name(image)
                .imageTagMutability("IMMUTABLE")
                .imageScanningConfiguration(
                    RepositoryImageScanningConfigurationArgs.builder().scanOnPush(true).build())
                .build(),
            CustomResourceOptions.builder().parent(this).protect(true).build());
    new LifecyclePolicy(
        name,
        LifecyclePolicyArgs.builder().repository(repository.name()).policy(lifecycle()).build(),
        child);
    registerOutputs(Map.of());
  }

  private static String lifecycle() {
    Map<String, Object> versions = new LinkedHashMap<>();
    versions.put("tagStatus", "tagged");
    versions.put("tagPatternList", List.of("*"));
    versions.put("countType", "imageCountMoreThan");
    versions.put("countNumber", KEPT);
    Map<String, Object> rest = new LinkedHashMap<>();
    rest.put("tagStatus", "untagged");
    rest.put("countType", "sinceImagePushed");
    rest.put("countUnit", "days");
    rest.put("countNumber", UNTAGGED_DAYS);
    return Json.print(
        Map.of(
            "rules",
            List.of(
                rule(1, "The newest " + KEPT + " versions stay", versions),
                rule(2, "What no version is made of goes: ECR spares the others", rest))));
  }

  private static Map<String, Object> rule(
      int priority, String description, Map<String, Object> selection) {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("rulePriority", priority);
    rule.put("description", description);
    rule.put("selection", selection);
    rule.put("action", Map.of("type", "expire"));
    return rule;
  }

  Output<String> arn() {
    return repository.arn();
  }
}
