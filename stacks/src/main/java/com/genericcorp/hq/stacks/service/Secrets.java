package com.genericcorp.hq.stacks.service;

import com.genericcorp.hq.cli.Json;
import com.pulumi.aws.cloudformation.Stack;
import com.pulumi.aws.cloudformation.StackArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The secrets that AgentHQ needs, each made by AWS itself: CloudFormation has Secrets Manager
 * generate them, so that none is ever in Pulumi's state, in a program or on an operator's machine.
 * Only their ARNs are known here.
 */
public final class Secrets {
  /** What each is for, and the environment variable that containers know it by. */
  public enum Secret {
    GATEWAY("From which the passwords of the gateway logins are derived"),
    MIGRATOR("Password of the login that changes schemas"),
    PROBE("From which the key of the probe organisation is made");

    private final String purpose;

    Secret(String purpose) {
      this.purpose = purpose;
    }

    /** CloudFormation's logical name. */
    public String logicalName() {
      return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }
  }

  private static final int LENGTH = 64;

  private final Stack stack;

  /**
   * @param kept whether they stay when the environment is destroyed: without them a kept database
   *     is closed to everybody
   */
  Secrets(String name, String environment, boolean kept, CustomResourceOptions child) {
    stack =
        new Stack(
            name + "-secrets",
            StackArgs.builder()
                .name("agenthq-" + environment + "-secrets")
                .templateBody(template(environment, kept))
                .build(),
            CustomResourceOptions.merge(
                child, CustomResourceOptions.builder().protect(kept).retainOnDelete(kept).build()));
  }

  private static String template(String environment, boolean kept) {
    Map<String, Object> resources = new LinkedHashMap<>();
    Map<String, Object> outputs = new LinkedHashMap<>();
    for (Secret secret : Secret.values()) {
      Map<String, Object> generate = new LinkedHashMap<>();
      generate.put("PasswordLength", LENGTH);
      // Letters and digits alone: they need quoting nowhere.
      generate.put("ExcludePunctuation", true);
      Map<String, Object> properties = new LinkedHashMap<>();
      properties.put("Description", "AgentHQ " + environment + ": " + secret.purpose);
      properties.put("GenerateSecretString", generate);
      Map<String, Object> resource = new LinkedHashMap<>();
      resource.put("Type", "AWS::SecretsManager::Secret");
      resource.put("DeletionPolicy", kept ? "Retain" : "Delete");
      resource.put("UpdateReplacePolicy", "Retain");
      resource.put("Properties", properties);
      resources.put(secret.logicalName(), resource);
      outputs.put(secret.logicalName(), Map.of("Value", Map.of("Ref", secret.logicalName())));
    }
    Map<String, Object> template = new LinkedHashMap<>();
    template.put("Description", "Secrets of AgentHQ " + environment + ", made by AWS");
    template.put("Resources", resources);
    template.put("Outputs", outputs);
    return Json.print(template);
  }

  /** The ARN of one. */
  public Output<String> arn(Secret secret) {
    return stack.outputs().applyValue(outputs -> arn(outputs, secret));
  }

  private static String arn(Map<String, String> outputs, Secret secret) {
    @Nullable String arn = outputs.get(secret.logicalName());
    if (arn == null) {
      throw new IllegalStateException("CloudFormation gave no ARN of " + secret);
    }
    return arn;
  }

  /** The ARNs of all. */
  public List<Output<String>> arns() {
    return Arrays.stream(Secret.values()).map(this::arn).toList();
  }
}
