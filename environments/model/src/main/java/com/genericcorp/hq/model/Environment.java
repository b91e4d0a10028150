package com.genericcorp.hq.model;

import com.genericcorp.hq.cli.InvalidInput;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one environment is. Its parts bear the names of the keys in {@code environments/*.yaml}.
 *
 * @param name its file's name without {@code .yaml}
 * @param size the step of growth that it is at, if its file has several
 * @param aws present on platform AWS and only there, as are {@code budget} and {@link Database#rds}
 * @param compose present on platform Compose and only there
 * @param tiers limits by tier, in the file's order
 * @param waivers policies that it breaks knowingly
 */
public record Environment(
    String name,
    Platform platform,
    Optional<Size> size,
    Hosts hosts,
    Optional<Aws> aws,
    Optional<Compose> compose,
    Server server,
    Database database,
    Optional<Budget> budget,
    Map<String, TierLimits> tiers,
    Features features,
    List<SampleOrganization> sampleOrganizations,
    Retention retention,
    Alerts alerts,
    List<Waiver> waivers) {
  public Environment {
    tiers = Collections.unmodifiableMap(new LinkedHashMap<>(tiers));
    sampleOrganizations = List.copyOf(sampleOrganizations);
    waivers = List.copyOf(waivers);
    Check.matches(
        "an environment's name",
        name,
        Environments.NAME,
        Environments.LONGEST_NAME,
        Environments.NAME_WANTED);
    if (tiers.isEmpty()) {
      throw new InvalidInput("environment %s has no tiers; expected at least 1", name);
    }
    Check.refuse(platform.presenceProblem("aws", aws.isPresent()));
    Check.refuse(platform.presenceProblem("compose", compose.isPresent()));
    Check.refuse(platform.presenceProblem("database.rds", database.rds().isPresent()));
    Check.refuse(platform.presenceProblem("budget", budget.isPresent()));
    Check.refuse(platform.replicasProblem(server.replicas().max()));
    Check.refuse(platform.backupProblem(database.backupDays()));
    if (platform == Platform.AWS) {
      Check.refuse(FargateSize.problem(server.cpu(), server.memoryMb()));
    }
    String publicHost = hosts.publicHost();
    Check.refuse(aws.flatMap(where -> Aws.zoneProblem(where.zone(), publicHost)));
    Check.refuse(platform.waiversProblem(!waivers.isEmpty()));
    Set<Slug> slugs = new HashSet<>();
    for (SampleOrganization organization : sampleOrganizations) {
      Check.refuse(SampleOrganization.tierProblem(organization.tier(), tiers.keySet()));
      if (!slugs.add(organization.slug())) {
        throw new InvalidInput("two sample organisations have the slug %s", organization.slug());
      }
    }
    Set<List<String>> waived = new HashSet<>();
    for (Waiver waiver : waivers) {
      if (!waived.add(List.of(waiver.policy(), waiver.resource()))) {
        throw new InvalidInput("two waivers are of %s for %s", waiver.policy(), waiver.resource());
      }
    }
  }
}
