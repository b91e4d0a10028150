package com.genericcorp.hq.stacks.bootstrap;

import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.stacks.iam.Policy;
import com.genericcorp.hq.stacks.iam.ServiceRole;
import com.pulumi.aws.iam.OpenIdConnectProvider;
import com.pulumi.aws.iam.OpenIdConnectProviderArgs;
import com.pulumi.aws.iam.PolicyArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.aws.iam.RolePolicyAttachment;
import com.pulumi.aws.iam.RolePolicyAttachmentArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How GitHub's workflows come in, without a key that could be stolen: a token of GitHub's, for one
 * repository and one of its environments, is exchanged for a role. One role deploys; one only
 * looks, for previews and for finding drift.
 */
public final class GithubAccess extends ComponentResource {
  private static final String ISSUER = "token.actions.githubusercontent.com";
  private static final String AWS_MANAGED = "arn:aws:iam::aws:policy/";

  /**
   * Who may come in.
   *
   * @param repository {@code owner/name}
   * @param kept whether the environment's data outlive it
   */
  public record Args(
      String environment, String account, String region, String repository, boolean kept) {}

  /** A first deployment takes an hour and more: a database with its standby, then the service. */
  private static final int DEPLOY_SECONDS = 2 * 3600;

  private static final int LOOK_SECONDS = 3600;

  private final Role deploy;

  public GithubAccess(String name, Args args, ComponentResourceOptions options) {
    super("agenthq:bootstrap:GithubAccess", name, options);
    CustomResourceOptions child = CustomResourceOptions.builder().parent(this).build();
    OpenIdConnectProvider github =
        new OpenIdConnectProvider(
            name,
            OpenIdConnectProviderArgs.builder()
                .url("https://" + ISSUER)
                .clientIdLists("sts.amazonaws.com")
                .build(),
            child);
    deploy = role(name + "-deploy", args, args.environment(), DEPLOY_SECONDS, github, child);
    DeployRights.documents(args)
        .forEach((part, document) -> allow(name + "-deploy-" + part, part, document, child));
    new RolePolicy(
        name + "-deploy-roles",
        RolePolicyArgs.builder().role(deploy.id()).policy(roles(args).document()).build(),
        child);
    Role look =
        role(name + "-look", args, args.environment() + "-preview", LOOK_SECONDS, github, child);
    attach(name + "-look", look, Output.of(AWS_MANAGED + "ReadOnlyAccess"), child);
    new RolePolicy(
        name + "-look-state",
        RolePolicyArgs.builder().role(look.id()).policy(preview(args).document()).build(),
        child);
    registerOutputs(Map.of());
  }

  private static Role role(
      String name,
      Args args,
      String githubEnvironment,
      int seconds,
      OpenIdConnectProvider github,
      CustomResourceOptions child) {
    return new Role(
        name,
        RoleArgs.builder()
            .name("agenthq-" + name)
            .maxSessionDuration(seconds)
            .assumeRolePolicy(
                github.arn().applyValue(arn -> trust(arn, args.repository(), githubEnvironment)))
            .build(),
        child);
  }

  /** The subject names repository and environment: another repository's token is refused. */
  private static String trust(String provider, String repository, String githubEnvironment) {
    Map<String, Object> equal = new LinkedHashMap<>();
    equal.put(ISSUER + ":aud", "sts.amazonaws.com");
    equal.put(ISSUER + ":sub", "repo:" + repository + ":environment:" + githubEnvironment);
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("Effect", "Allow");
    statement.put("Principal", Map.of("Federated", provider));
    statement.put("Action", "sts:AssumeRoleWithWebIdentity");
    statement.put("Condition", Map.of("StringEquals", equal));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Version", "2012-10-17");
    document.put("Statement", List.of(statement));
    return Json.print(document);
  }

  private void allow(
      String name, String part, Output<String> document, CustomResourceOptions child) {
    com.pulumi.aws.iam.Policy rights =
        new com.pulumi.aws.iam.Policy(
            name,
            PolicyArgs.builder()
                .name("agenthq-deploy-" + part)
                .path(ServiceRole.PATH)
                .description("What an environment's parts are made of, and nothing else")
                .policy(document)
                .build(),
            child);
    attach(name, deploy, rights.arn(), child);
  }

  private static void attach(
      String name, Role role, Output<String> policy, CustomResourceOptions child) {
    new RolePolicyAttachment(
        name,
        RolePolicyAttachmentArgs.builder().role(role.name()).policyArn(policy).build(),
        child);
  }

  /**
   * Roles under the project's path alone, and none without the boundary: it cannot rise above it.
   */
  private static Policy roles(Args args) {
    Output<String> roles =
        Output.of("arn:aws:iam::" + args.account() + ":role" + ServiceRole.PATH + "*");
    return new Policy()
        .allowIf(
            Map.of("StringEquals", Map.of("iam:PermissionsBoundary", boundaryArn(args.account()))),
            List.of("iam:CreateRole", "iam:PutRolePolicy", "iam:DeleteRolePolicy"),
            List.of(roles))
        .allow(
            List.of(
                "iam:GetRole",
                "iam:GetRolePolicy",
                "iam:ListRolePolicies",
                "iam:ListAttachedRolePolicies",
                "iam:ListInstanceProfilesForRole",
                "iam:DeleteRole",
                "iam:TagRole",
                "iam:UntagRole",
                "iam:UpdateAssumeRolePolicy"),
            roles)
        .allowIf(
            Map.of(
                "StringEquals",
                Map.of(
                    "iam:PassedToService",
                    List.of(
                        "ecs-tasks.amazonaws.com",
                        "scheduler.amazonaws.com",
                        "vpc-flow-logs.amazonaws.com"))),
            List.of("iam:PassRole"),
            List.of(roles))
        .allow(
            List.of("iam:CreateServiceLinkedRole"),
            Output.of("arn:aws:iam::" + args.account() + ":role/aws-service-role/*"));
  }

  /**
   * A preview opens the state's secrets and locks the state while it looks; it writes nothing else.
   * What organisations own is not what it looks at: AWS's ReadOnlyAccess would let it read objects
   * and lines of logs.
   */
  private static Policy preview(Args args) {
    return new Policy()
        .allowIf(
            Map.of("ForAnyValue:StringEquals", Map.of("kms:ResourceAliases", StateStore.KEY_ALIAS)),
            List.of("kms:Decrypt"),
            List.of(Output.of("arn:aws:kms:*:" + args.account() + ":key/*")))
        .allow(
            List.of("s3:PutObject", "s3:DeleteObject"),
            Output.of("arn:aws:s3:::" + StateStore.bucketName(args.account()) + "/.pulumi/locks/*"))
        .forbid(
            List.of("s3:GetObject*"),
            Output.of("arn:aws:s3:::agenthq-" + args.environment() + "-*/*"))
        .forbid(
            List.of(
                "logs:FilterLogEvents",
                "logs:GetLogEvents",
                "logs:GetLogRecord",
                "logs:StartLiveTail",
                "logs:StartQuery",
                "rds:DownloadCompleteDBLogFile",
                "rds:DownloadDBLogFilePortion",
                "secretsmanager:GetSecretValue"),
            Output.of("*"));
  }

  private static String boundaryArn(String account) {
    return "arn:aws:iam::" + account + ":policy" + ServiceRole.PATH + ServiceRole.BOUNDARY;
  }

  /** The role that the deploy workflow takes. */
  public Output<String> deployRoleArn() {
    return deploy.arn();
  }
}
