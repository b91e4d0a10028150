package com.genericcorp.hq.rehearse.account;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.rehearse.engine.Answers;
import com.genericcorp.hq.rehearse.engine.Clients;
import com.genericcorp.hq.rehearse.engine.Unfit;
import com.genericcorp.hq.rehearse.mapping.Inputs;
import com.genericcorp.hq.rehearse.mapping.Known;
import com.genericcorp.hq.rehearse.mapping.Mapping;
import com.genericcorp.hq.rehearse.mapping.Mapping.Call;
import com.genericcorp.hq.rehearse.mapping.Template;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;

/** Makes one resource by its entry of the table. */
final class Creation {
  private static final int ATTEMPTS = 100;
  private static final int PAUSE_MILLIS = 200;

  private final Clients clients;
  private final Mapping mapping;
  private final String urn;
  private final String name;
  private final Map<String, Object> inputs;
  private final Known known;
  private boolean begun;

  Creation(
      Clients clients,
      Mapping mapping,
      String urn,
      String name,
      Map<String, Object> inputs,
      Map<String, Object> further) {
    this.clients = clients;
    this.mapping = mapping;
    this.urn = urn;
    this.name = name;
    this.inputs = new LinkedHashMap<>(inputs);
    // As Pulumi does: the resource's name and seven digits.
    mapping
        .named()
        .ifPresent(
            input ->
                this.inputs.putIfAbsent(
                    input, "%s-%07x".formatted(name, urn.hashCode() & 0xfffffff)));
    known = new Known(this.inputs, further);
  }

  Made run() {
    Map<String, Object> request = Inputs.request(mapping, inputs, elsewhere(), known);
    Template.value(mapping.with(), known).ifPresent(with -> Inputs.merge(request, members(with)));
    tag(request);
    call(new Call(mapping.create(), Map.of(), Map.of()), request);
    boolean identified = identify();
    for (Call then : mapping.then()) {
      Optional<Object> values = Template.value(then.template(), known);
      if (values.isPresent()) {
        call(then, members(values.get()));
      }
      identified = identified || identify();
    }
    if (!identified) {
      throw new Failed("%s: AWS's answers lack what its id is read from: %s", urn, mapping.id());
    }
    return remember();
  }

  /** The inputs that expressions place; one that the request has, too, goes to both. */
  private Set<String> elsewhere() {
    Set<String> others = new HashSet<>(Template.paths(mapping.id()));
    mapping.then().forEach(call -> others.addAll(Template.paths(call.template())));
    mapping.delete().forEach(call -> others.addAll(Template.paths(call.template())));
    others.addAll(Template.paths(mapping.outputs()));
    others.removeIf(
        path ->
            mapping.rename().containsKey(path)
                || clients.takes(mapping.service(), mapping.create(), path));
    others.addAll(Template.paths(mapping.with()));
    return others;
  }

  private void tag(Map<String, Object> request) {
    Object tags = Template.value("$allTags", known).orElseThrow();
    if (clients.takes(mapping.service(), mapping.create(), "Tags")) {
      request.put("tags", tags);
    } else if (mapping.tagType().isPresent()) {
      request.remove("tags");
      request.put(
          "TagSpecifications",
          List.of(Map.of("ResourceType", mapping.tagType().get(), "Tags", tags)));
    } else if (clients.takes(mapping.service(), mapping.create(), "TagSpecifications")) {
      throw new Failed("%s: its entry in mappings.yaml has no tagType, so it has no tags", urn);
    }
  }

  private boolean identify() {
    Optional<Object> id = Template.value(mapping.id(), known);
    id.ifPresent(found -> known.add("id", found));
    return id.isPresent();
  }

  private void call(Call call, Map<String, Object> values) {
    for (int attempt = 0; ; attempt++) {
      Map<String, Object> answer = answer(call.operation(), values);
      known.answered(call.operation(), answer);
      begun = true;
      boolean reached =
          call.until().entrySet().stream()
              .allMatch(
                  wanted ->
                      Answers.at(answer, Arrays.asList(wanted.getKey().split("\\.")))
                          .filter(wanted.getValue()::equals)
                          .isPresent());
      if (reached) {
        return;
      }
      if (attempt == ATTEMPTS) {
        throw new Failed(
            "%s: %s does not tell %s after %d s, but %s",
            urn, call.operation(), call.until(), ATTEMPTS * PAUSE_MILLIS / 1000, answer);
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException problem) {
      Thread.currentThread().interrupt();
      throw new Failed(problem, "the rehearsal was interrupted");
    }
  }

  private Map<String, Object> answer(String operation, Map<String, Object> values) {
    try {
      return clients.call(mapping.service(), operation, values);
    } catch (Unfit problem) {
      throw new Failed(problem, "%s: %s: %s", urn, operation, problem.getMessage());
    } catch (SdkException problem) {
      throw Refused.by(urn, operation, inputs, problem);
    }
  }

  private Made remember() {
    Map<String, Object> state = new LinkedHashMap<>(inputs);
    mapping
        .outputs()
        .forEach(
            (output, template) ->
                state.put(
                    output,
                    Template.value(template, known)
                        .orElseThrow(
                            () ->
                                new Failed(
                                    "%s: AWS's answers have no %s for output %s",
                                    urn, template, output))));
    state.forEach(known::add);
    Made made = made(Template.value("$id", known).orElseThrow().toString(), state);
    if (!known.unused().isEmpty()) {
      throw new Failed(
          "%s: input %s of %s has no place in the calls that make it: add it to its entry in"
              + " stacks/rehearse's mappings.yaml, or under 'ignored' why it is not rehearsed",
          urn, String.join(", ", known.unused()), mapping.type());
    }
    return made;
  }

  /**
   * What AWS may have of a creation that failed, so that it can be destroyed. Its deletion consists
   * of those calls whose members are known by now.
   */
  Optional<Made> unfinished() {
    if (!begun) {
      return Optional.empty();
    }
    mapping
        .outputs()
        .forEach(
            (output, template) ->
                Template.value(template, known).ifPresent(value -> known.add(output, value)));
    String id = Template.value("$id", known).map(Object::toString).orElse(urn);
    return Optional.of(made(id, new LinkedHashMap<>(inputs)));
  }

  private Made made(String id, Map<String, Object> state) {
    List<Call> delete =
        mapping.delete().stream()
            .flatMap(
                call ->
                    Template.value(call.template(), known).stream()
                        .map(values -> new Call(call.operation(), values, Map.of())))
            .toList();
    return new Made(urn, mapping, name, id, Map.copyOf(inputs), state, delete);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> members(Object values) {
    return (Map<String, Object>) values;
  }
}
