package dev.kobako.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * Makes values of a parser's events. The parser pulls its input as it is asked, so a file that
 * nests too deep costs no more than the levels that are allowed.
 */
final class YamlEvents {
  private static final int MAX_DEPTH = 16;

  private final String file;
  private final Iterator<Event> events;

  YamlEvents(String file, Iterator<Event> events) {
    this.file = file;
    this.events = events;
  }

  Optional<YamlValue> document() {
    events.next(); // the start of the stream
    if (events.next().getEventId() == Event.ID.StreamEnd) {
      return Optional.empty();
    }
    YamlValue value = value(events.next(), 1);
    events.next(); // the end of the document
    Event after = events.next();
    if (after.getEventId() != Event.ID.StreamEnd) {
      throw place(after)
          .finding("a second document begins, expected one", "put it into a file of its own");
    }
    return value instanceof YamlValue.Scalar scalar && scalar.isNothing()
        ? Optional.empty()
        : Optional.of(value);
  }

  private YamlValue value(Event event, int depth) {
    refuseIndirection(event);
    Place place = place(event);
    if (event instanceof ScalarEvent scalar) {
      return new YamlValue.Scalar(place, scalar.getValue(), scalar.isPlain());
    }
    if (depth > MAX_DEPTH) {
      throw place.finding(
          "lists and mappings in each other more than " + MAX_DEPTH + " deep",
          "check indentation and brackets");
    }
    return event instanceof MappingStartEvent ? mapping(place, depth) : sequence(place, depth);
  }

  private YamlValue.Sequence sequence(Place place, int depth) {
    List<YamlValue> items = new ArrayList<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.SequenceEnd;
        event = events.next()) {
      items.add(value(event, depth + 1));
    }
    return new YamlValue.Sequence(place, items);
  }

  private YamlValue.Mapping mapping(Place place, int depth) {
    List<YamlValue.Member> members = new ArrayList<>();
    Map<String, Place> seen = new HashMap<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.MappingEnd;
        event = events.next()) {
      YamlValue key = value(event, depth + 1);
      if (!(key instanceof YamlValue.Scalar(Place at, String name, boolean _))) {
        throw key.place()
            .finding(key.described() + " as a name, expected a text", "name the field");
      }
      Place first = seen.putIfAbsent(name, at);
      if (first != null) {
        throw at.finding(
            Quoted.of(name) + " is here a second time, first in line " + first.line(),
            "keep one of them");
      }
      members.add(new YamlValue.Member(at, name, value(events.next(), depth + 1)));
    }
    return new YamlValue.Mapping(place, members);
  }

  private void refuseIndirection(Event event) {
    if (event instanceof AliasEvent alias) {
      throw place(event)
          .finding(
              "the alias " + Quoted.of("*" + alias.getAlias().getValue()) + ", which is not read",
              "write out what it stands for");
    }
    if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
      throw place(event)
          .finding(
              "the anchor "
                  + Quoted.of("&" + node.getAnchor().get().getValue())
                  + ", which is not read",
              "remove it, and write out the value where it is needed again");
    }
    Optional<String> tag =
        switch (event) {
          case ScalarEvent scalar -> scalar.getTag();
          case CollectionStartEvent collection -> collection.getTag();
          default -> Optional.empty();
        };
    if (tag.isPresent()) {
      throw place(event)
          .finding("the tag " + Quoted.of(tag.get()) + ", which is not read", "remove it");
    }
  }

  private Place place(Event event) {
    return Yaml.place(file, event.getStartMark());
  }
}
