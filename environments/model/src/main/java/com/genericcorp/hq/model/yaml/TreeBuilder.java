package com.genericcorp.hq.model.yaml;

import com.genericcorp.hq.model.yaml.Node.Items;
import com.genericcorp.hq.model.yaml.Node.Scalar;
import com.genericcorp.hq.model.yaml.Node.Section;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.JsonScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;

/**
 * Makes the tree from the parser's events. Unlike the library's own composer it bounds the depth,
 * reports every double key, and refuses aliases, by which a short file can unfold without bound.
 */
final class TreeBuilder {
  static final int MAX_DEPTH = 32;
  private static final int LONGEST_NUMBER = 40;
  private static final ScalarResolver TYPES = new JsonScalarResolver();

  private final String file;
  private final Iterator<Event> events;
  private final Faults faults;

  TreeBuilder(String file, Iterator<Event> events, Faults faults) {
    this.file = file;
    this.events = events;
    this.faults = faults;
  }

  /** A fault after which the rest of the file cannot be understood. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;
    final transient Place place;
    final String sentence;

    Stopped(Place place, String sentence) {
      super(sentence);
      this.place = place;
      this.sentence = sentence;
    }
  }

  /** The first document's root; empty when there is no document or only comments in it. */
  Optional<Node> build() {
    Optional<Node> root = Optional.empty();
    while (events.hasNext()) {
      Event event = events.next();
      switch (event.getEventId()) {
        case StreamStart, StreamEnd, DocumentStart, DocumentEnd, Comment -> {}
        default -> {
          if (root.isPresent()) {
            throw new Stopped(at(event), "a second document starts here; expected one a file");
          }
          root = Optional.of(node(event, at(event), 1));
        }
      }
    }
    return root.filter(node -> !(node instanceof Scalar scalar && scalar.value() == null));
  }

  private Node node(Event event, Place place, int depth) {
    if (depth > MAX_DEPTH) {
      throw new Stopped(at(event), "the values are nested more than " + MAX_DEPTH + " deep");
    }
    if (event instanceof AliasEvent alias) {
      throw new Stopped(
          at(event), "aliases (*" + alias.getAlias() + ") are not used here; write the value out");
    }
    if (event instanceof ScalarEvent scalar) {
      refuseTag(event, scalar.getTag());
      return new Scalar(place, value(scalar));
    }
    refuseTag(event, ((CollectionStartEvent) event).getTag());
    return event instanceof MappingStartEvent ? map(place, depth) : list(place, depth);
  }

  private Items list(Place place, int depth) {
    List<Node> values = new ArrayList<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.SequenceEnd;
        event = events.next()) {
      values.add(node(event, at(event), depth + 1));
    }
    return new Items(place, values);
  }

  private Section map(Place place, int depth) {
    Map<String, Node> entries = new LinkedHashMap<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.MappingEnd;
        event = events.next()) {
      if (!(event instanceof ScalarEvent key)) {
        throw new Stopped(at(event), "a key must be a plain word");
      }
      refuseTag(event, key.getTag());
      Place keyPlace = at(event);
      Node value = node(events.next(), keyPlace, depth + 1);
      Node first = entries.putIfAbsent(key.getValue(), value);
      if (first != null) {
        faults.add(
            keyPlace,
            Scalar.quoted(key.getValue())
                + " is written twice, first in line "
                + first.place().line()
                + "; keep one");
      }
    }
    return new Section(place, entries);
  }

  private void refuseTag(Event event, Optional<String> tag) {
    if (tag.isPresent()) {
      throw new Stopped(at(event), "tags (" + tag.get() + ") are not used here; leave it out");
    }
  }

  private static @Nullable Object value(ScalarEvent scalar) {
    String text = scalar.getValue();
    if (!scalar.isPlain()) {
      return text;
    }
    Tag tag = TYPES.resolve(text, true);
    if (tag.equals(Tag.NULL)) {
      return null;
    }
    if (tag.equals(Tag.BOOL)) {
      return Boolean.valueOf(text);
    }
    boolean number = tag.equals(Tag.INT) || tag.equals(Tag.FLOAT);
    return number && text.length() <= LONGEST_NUMBER ? number(text) : text;
  }

  /**
   * {@link Long} where it fits, else {@link BigDecimal}; {@code .inf} and {@code .nan} are text.
   */
  private static Object number(String text) {
    try {
      BigDecimal number = new BigDecimal(text);
      boolean whole = number.scale() == 0 && number.precision() <= 18;
      return whole ? (Object) number.longValueExact() : number;
    } catch (NumberFormatException problem) {
      return text;
    }
  }

  private Place at(Event event) {
    return new Place(file, event.getStartMark().map(Mark::getLine).orElse(-1) + 1);
  }
}
