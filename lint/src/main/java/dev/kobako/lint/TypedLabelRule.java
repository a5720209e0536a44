package dev.kobako.lint;

import java.util.SortedMap;

/** A rule about labels of one type. */
abstract class TypedLabelRule extends LabelRule {
  private final LabelType type;

  TypedLabelRule(SortedMap<String, LabelType> schema, LabelType type) {
    super(schema);
    this.type = type;
  }

  @Override
  final boolean breaks(String name, String value) {
    return schema.get(name) == type && !isValid(value);
  }

  abstract boolean isValid(String value);
}
