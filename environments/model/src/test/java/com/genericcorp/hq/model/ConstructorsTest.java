package com.genericcorp.hq.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.model.yaml.Faults;
import com.genericcorp.hq.model.yaml.Node;
import com.genericcorp.hq.model.yaml.Node.Items;
import com.genericcorp.hq.model.yaml.Node.Scalar;
import com.genericcorp.hq.model.yaml.Node.Section;
import com.genericcorp.hq.model.yaml.Schema;
import com.genericcorp.hq.model.yaml.SchemaCheck;
import com.genericcorp.hq.model.yaml.YamlFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The records' constructors refuse by themselves what the schema refuses. */
class ConstructorsTest {
  private static final Environment DEMO = new Environments(EnvironmentsFolder.REAL).load("demo");

  @ParameterizedTest
  @ValueSource(strings = {"local", "selfhosted", "demo", "production"})
  void noRecordTakesAValueThatTheSchemaForbids(String name) {
    Faults none = new Faults();
    Schema schema =
        Schema.read(EnvironmentsFolder.REAL.resolve("environment.schema.json"), "schema", none)
            .orElseThrow();
    Section merged = read(name + ".yaml", none).over(read("common.yaml", none));
    Section tree = new EnvironmentFile(name, merged, schema.keys()).tree(Optional.empty());
    List<String> taken = new ArrayList<>();
    List<Section> forbidden = new ArrayList<>();

    for (Section spoilt : spoiltOnce(tree)) {
      Faults faults = new Faults();
      new SchemaCheck(schema, faults).check(spoilt);
      if (faults.isEmpty()) {
        continue;
      }
      forbidden.add(spoilt);
      try {
        EnvironmentBinding.environment(name, spoilt);
        assertThatThrownBy(faults::refuse).satisfies(fault -> taken.add(fault.getMessage()));
      } catch (InvalidInput | IllegalArgumentException refused) {
        assertThat(refused).hasMessageNotContaining("null");
      }
    }

    assertThat(taken).isEmpty();
    assertThat(forbidden).hasSizeGreaterThan(100);
  }

  private static Section read(String file, Faults faults) {
    return YamlFile.read(EnvironmentsFolder.REAL.resolve(file), file, faults).orElseThrow();
  }

  /** The tree with each single number and text replaced by others of its type. */
  private static List<Section> spoiltOnce(Section tree) {
    List<Section> all = new ArrayList<>();
    replace(tree, spoilt -> all.add((Section) spoilt));
    return all;
  }

  private static void replace(Node node, Consumer<Node> to) {
    if (node instanceof Scalar scalar) {
      List<?> others =
          scalar.value() instanceof Number
              ? List.of(-1L, 0L, 18L, 2_000_000L)
              : scalar.value() instanceof String
                  ? List.of("", "?!", "a\n", "x".repeat(300))
                  : List.of();
      others.forEach(other -> to.accept(new Scalar(scalar.place(), other)));
    } else if (node instanceof Items list) {
      for (int index = 0; index < list.values().size(); index++) {
        int at = index;
        replace(
            list.values().get(index),
            other -> {
              List<Node> values = new ArrayList<>(list.values());
              values.set(at, other);
              to.accept(new Items(list.place(), values));
            });
      }
    } else if (node instanceof Section map) {
      map.entries()
          .forEach(
              (key, value) ->
                  replace(
                      value,
                      other -> {
                        Map<String, Node> entries = new LinkedHashMap<>(map.entries());
                        entries.put(key, other);
                        to.accept(new Section(map.place(), entries));
                      }));
    }
  }

  @Test
  void anEnvironmentRefusesPartsThatDoNotGoTogether() {
    assertThatThrownBy(() -> withPlatform(Platform.COMPOSE))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("aws is for platform aws only, and this one is compose; delete it");
    assertThatThrownBy(() -> withSamples(sample("acme", "gold")))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("there is no tier 'gold'; known: free, starter, growth, enterprise");
    assertThatThrownBy(() -> withSamples(sample("acme", "free"), sample("acme", "free")))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("two sample organisations have the slug acme");
    assertThatThrownBy(() -> withHost("demo.example.com"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith(
            "aws.zone is 'demo.genericcorp.com', in which hosts.publicHost 'demo.example.com'");
    Waiver waiver = DEMO.waivers().get(0);
    assertThatThrownBy(() -> withWaivers(DEMO, waiver, waiver))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("two waivers are of AWS_333 for *");
    Environment local = new Environments(EnvironmentsFolder.REAL).load("local");
    assertThatThrownBy(() -> withWaivers(local, waiver))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("waivers are for platform aws only");
  }

  @Test
  void anEnvironmentCannotBeChanged() {
    assertThatThrownBy(() -> DEMO.tiers().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> DEMO.sampleOrganizations().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    Map<String, TierLimits> tiers = new LinkedHashMap<>(DEMO.tiers());
    Environment copy = with(DEMO.platform(), tiers, DEMO.sampleOrganizations());
    tiers.clear();
    assertThat(copy).isEqualTo(DEMO);
  }

  private static Environment withPlatform(Platform platform) {
    return with(platform, DEMO.tiers(), DEMO.sampleOrganizations());
  }

  private static Environment withSamples(SampleOrganization... samples) {
    return with(DEMO.platform(), DEMO.tiers(), List.of(samples));
  }

  private static SampleOrganization sample(String slug, String tier) {
    return new SampleOrganization(new Slug(slug), "A name", tier);
  }

  private static Environment with(
      Platform platform, Map<String, TierLimits> tiers, List<SampleOrganization> samples) {
    return with(DEMO, platform, DEMO.hosts(), tiers, samples, DEMO.waivers());
  }

  private static Environment withHost(String publicHost) {
    Hosts hosts = new Hosts(publicHost, "", 443, 80, 0, 1);
    return with(
        DEMO, DEMO.platform(), hosts, DEMO.tiers(), DEMO.sampleOrganizations(), DEMO.waivers());
  }

  private static Environment withWaivers(Environment of, Waiver... waivers) {
    return with(
        of, of.platform(), of.hosts(), of.tiers(), of.sampleOrganizations(), List.of(waivers));
  }

  private static Environment with(
      Environment of,
      Platform platform,
      Hosts hosts,
      Map<String, TierLimits> tiers,
      List<SampleOrganization> samples,
      List<Waiver> waivers) {
    return new Environment(
        of.name(),
        platform,
        of.size(),
        hosts,
        of.aws(),
        of.compose(),
        of.server(),
        of.database(),
        of.budget(),
        tiers,
        of.features(),
        samples,
        of.retention(),
        of.alerts(),
        waivers);
  }
}
