package dev.kobako.compare;

import dev.kobako.image.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What cells are made of, how they are run, judged and timed. What is absent is not said.
 *
 * @param run how it is run
 * @param check what must come of a run; an empty list says that none is made
 * @param start when a run counts as started
 * @param note what people should know of it
 */
public record CellSettings(
    BuildSettings build,
    PostSettings post,
    Optional<RunSettings> run,
    Optional<List<CheckLine>> check,
    Optional<Start> start,
    Optional<String> note) {
  /** Nothing is said. */
  public static final CellSettings NONE =
      new CellSettings(
          BuildSettings.NONE,
          PostSettings.NONE,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public CellSettings {
    check = check.map(List::copyOf);
  }

  /** With what an image is built from. */
  static CellSettings of(BuildSettings build) {
    return new CellSettings(
        build,
        PostSettings.NONE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** With what is done to it later. */
  static CellSettings of(PostSettings post) {
    return new CellSettings(
        BuildSettings.NONE,
        post,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** These, and what the others say where these say nothing. */
  CellSettings over(CellSettings others) {
    return new CellSettings(
        build.over(others.build),
        post.over(others.post),
        run.or(others::run),
        check.or(others::check),
        start.or(others::start),
        note.or(others::note));
  }

  /** How it is run. */
  public RunSettings runs() {
    return run.orElse(RunSettings.NONE);
  }

  /** What must come of a run; none where none is made for that. */
  public List<CheckLine> checks() {
    return check.orElse(List.of());
  }

  /**
   * All that they say and that a result can depend on, by name; not what stands in files that they
   * name.
   */
  public SortedMap<String, String> words() {
    SortedMap<String, String> words = new TreeMap<>();
    build.describe(words);
    post.describe(words);
    runs().describe(words);
    List<CheckLine> lines = checks();
    for (int i = 0; i < lines.size(); i++) {
      CheckLine line = lines.get(i);
      words.put("check." + i, line.kind() + ": " + line.words().text());
    }
    start.ifPresent(each ->
        words.put("start", each.times() + " times " + each.kind() + ": " + each.words().text()));
    return words;
  }

  /** Texts as one, so that different lists are different texts. */
  static String joined(List<String> texts) {
    return new String(Json.bytes(texts), StandardCharsets.UTF_8);
  }
}
