package dev.kobako.build;

/** What COPY and ADD say, in a key; not where they say it, nor where the files are. */
final class CopyKey {
  private CopyKey() {}

  static void write(CopyStep step, KeyWriter key) {
    key.flag(step.add());
    key.number(step.sources().size());
    for (CopyStep.Source source : step.sources()) {
      switch (source) {
        case CopyStep.Source.Path(String pattern) -> key.text("path").text(pattern);
        case CopyStep.Source.Inline(String name, String content) ->
            key.text("inline").text(name).text(content);
        case CopyStep.Source.Url(String url) -> key.text("url").text(url);
        case CopyStep.Source.Git(String url) -> key.text("git").text(url);
      }
    }
    key.text(step.destination())
        .optional(step.chown())
        .optional(step.chmod())
        .flag(step.link())
        .flag(step.parents())
        .texts(step.excludes())
        .optional(step.checksum())
        .flag(step.keepGitDir())
        .optional(step.unpack().map(Object::toString));
  }
}
