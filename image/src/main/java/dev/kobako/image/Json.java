package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.jr.ob.JSON;

/** Reading and writing JSON with bounds on size and depth. */
public final class Json {
  /** What registries accept for a manifest or index. */
  public static final int MAX_MANIFEST_BYTES = 4 * 1024 * 1024;

  /** A configuration can have a long history and many labels, but not longer than this. */
  public static final int MAX_CONFIG_BYTES = 16 * 1024 * 1024;

  private static final int MAX_DEPTH = 64;

  private static final JSON MAPPER =
      JSON.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxDocumentLength(MAX_CONFIG_BYTES)
                          .maxStringLength(MAX_CONFIG_BYTES)
                          .maxNumberLength(100)
                          .build())
                  .build())
          .enable(JSON.Feature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private Json() {}

  /**
   * Reads an object.
   *
   * @param place what the bytes are, for messages
   * @throws KobakoException a finding, where the bytes are no JSON object or too deeply nested
   */
  public static JsonObject object(String place, byte[] bytes) {
    Object value = any(place, bytes);
    if (value instanceof Map<?, ?> map) {
      return new JsonObject(place, map);
    }
    throw KobakoException.finding(
        Diagnostic.of(place, JsonObject.kind(value) + ", expected a JSON object"));
  }

  /**
   * Reads a list of objects.
   *
   * @param place what the bytes are, for messages
   * @throws KobakoException a finding, where the bytes are no such list or too deeply nested
   */
  public static List<JsonObject> objects(String place, byte[] bytes) {
    if (!(any(place, bytes) instanceof List<?> list)) {
      throw KobakoException.finding(Diagnostic.of(place, "expected a list of objects"));
    }
    List<JsonObject> all = new ArrayList<>();
    for (Object item : list) {
      String itemPlace = place + ": [" + all.size() + "]";
      if (!(item instanceof Map<?, ?> map)) {
        throw KobakoException.finding(
            Diagnostic.of(itemPlace, JsonObject.kind(item) + ", expected an object"));
      }
      all.add(new JsonObject(itemPlace, map));
    }
    return all;
  }

  public static Object any(String place, byte[] bytes) {
    try {
      return value(bytes);
    } catch (JacksonException e) {
      throw KobakoException.finding(
          Diagnostic.of(place, unreadable(e) + ": " + firstLine(e.getOriginalMessage())));
    }
  }

  /**
   * Reads a value that may hold secrets: what is wrong with the bytes is told without quoting them.
   *
   * @param remedy what the user can do about damaged bytes
   */
  public static Object confidential(String place, byte[] bytes, String remedy) {
    try {
      return value(bytes);
    } catch (JacksonException e) {
      throw KobakoException.finding(Diagnostic.of(place, unreadable(e), remedy));
    }
  }

  private static Object value(byte[] bytes) {
    Object value = MAPPER.anyFrom(bytes);
    return value == null ? "null" : value;
  }

  private static String unreadable(JacksonException e) {
    TokenStreamLocation where = e.getLocation();
    return "not JSON that can be read"
        + (where == null
            ? ""
            : " at line " + where.getLineNr() + ", column " + where.getColumnNr());
  }

  /** The bytes of maps (in their own order), lists, texts, numbers and booleans; no spaces. */
  public static byte[] bytes(Object value) {
    return MAPPER.asBytes(value);
  }

  /** The same with a line for each member, for files that people read too. */
  public static byte[] readableBytes(Object value) {
    return MAPPER.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asBytes(value);
  }

  private static String firstLine(String text) {
    String line = text.lines().findFirst().orElse("");
    return line.length() > 200 ? line.substring(0, 200) + "…" : line;
  }
}
