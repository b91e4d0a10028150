package com.genericcorp.hq.deploy.stack;

import com.genericcorp.hq.cli.Failed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Stacks in memory, which do what a test has told them. */
public final class MemoryStacks implements Stacks {
  private final Map<String, One> all = new LinkedHashMap<>();

  @Override
  public Optional<Stack> find(String name) {
    return Optional.ofNullable(all.get(name));
  }

  @Override
  public One create(String name) {
    return all.computeIfAbsent(name, One::new);
  }

  /** One of them. */
  public static final class One implements Stack {
    private final String name;
    public final Map<String, String> config = new TreeMap<>();
    public final Map<String, String> outputs = new TreeMap<>();
    public final List<String> calls = new ArrayList<>();
    public final List<Deployed> history = new ArrayList<>();

    /** Answers of previews, the last one for all that follow. */
    public final Deque<Changes> previews = new ArrayDeque<>();

    public StackState state = new StackState(List.of(), List.of());
    public StackState afterUp = state;
    public StackState afterDestroy = state;
    public Changes drift = new Changes(List.of());
    public Optional<Failed> problem = Optional.empty();

    One(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Map<String, String> config() {
      return Map.copyOf(config);
    }

    @Override
    public void setConfig(String key, String value) {
      config.put(key, value);
    }

    @Override
    public void removeConfig(String key) {
      config.remove(key);
    }

    @Override
    public Map<String, String> outputs() {
      return outputs;
    }

    @Override
    public StackState state() {
      return state;
    }

    @Override
    public List<Deployed> history() {
      return history;
    }

    @Override
    public Changes preview() {
      calls.add("preview");
      return previews.size() > 1 ? previews.remove() : previews.element();
    }

    @Override
    public Changes up(String message, Consumer<StackEvent> progress) {
      calls.add("up: " + message);
      for (Change one : previews.element().all()) {
        progress.accept(new StackEvent.Begun(one.operation(), one.urn()));
        progress.accept(new StackEvent.Ended(one.operation(), one.urn()));
      }
      state = afterUp;
      fail();
      return previews.element();
    }

    @Override
    public Changes drift() {
      calls.add("drift");
      return drift;
    }

    @Override
    public Changes destroy(Consumer<StackEvent> progress) {
      calls.add("destroy");
      state = afterDestroy;
      fail();
      return new Changes(List.of());
    }

    @Override
    public void cancel() {
      calls.add("cancel");
    }

    private void fail() {
      if (problem.isPresent()) {
        throw problem.get();
      }
    }
  }
}
