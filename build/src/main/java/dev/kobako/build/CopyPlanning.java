package dev.kobako.build;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.dockerfile.Flag;
import dev.kobako.dockerfile.Heredoc;
import dev.kobako.dockerfile.Instruction;
import dev.kobako.image.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes steps of the COPYs and ADDs of a stage. */
final class CopyPlanning {
  private static final String BUILDKIT = " # buildkit";

  private final StageScope scope;
  private final ReferralResolution referrals;

  CopyPlanning(StageScope scope, ReferralResolution referrals) {
    this.scope = scope;
    this.referrals = referrals;
  }

  CopyStep step(Placed placed, Instruction.Copy copy, WordExpander words) {
    Optional<String> chown = expanded(copy.chown(), words);
    Optional<String> chmod = expanded(copy.chmod(), words);
    Optional<String> checksum = expanded(copy.checksum(), words);
    List<CopyStep.Source> sources = new ArrayList<>();
    for (String written : copy.sources()) {
      sources.add(source(copy, written, words));
    }
    for (Heredoc file : copy.files()) {
      String content = file.content();
      sources.add(
          new CopyStep.Source.Inline(
              file.name(), file.expand() ? words.heredoc(content) : content));
    }
    String destination = words.path(copy.destination());
    chown.ifPresent(owner -> checkOwner(owner, copy, words.site()));
    chmod.ifPresent(mode -> checkMode(mode, copy, words.site()));
    checksum.ifPresent(sum -> checkChecksum(sum, sources, copy, words.site()));
    return new CopyStep(
        copy.statement(),
        history(copy, chown, chmod, sources, destination),
        copy.add(),
        from(placed, sources),
        sources,
        StepPath.destination(scope.workingDirectory(), destination),
        chown,
        chmod,
        copy.link(),
        copy.parents(),
        copy.excludes().stream().map(Flag::value).toList(),
        checksum,
        copy.keepGitDir(),
        copy.unpack());
  }

  private static Optional<String> expanded(Optional<Flag> flag, WordExpander words) {
    return flag.map(found -> words.flag(found)).filter(value -> !value.isEmpty());
  }

  private CopySource from(Placed placed, List<CopyStep.Source> sources) {
    List<Optional<CopySource>> named = referrals.sources(placed);
    if (!named.isEmpty()) {
      return named.getFirst().orElseThrow();
    }
    return sources.stream().anyMatch(source -> source instanceof CopyStep.Source.Path)
        ? CopySource.Context.DEFAULT
        : new CopySource.Nowhere();
  }

  private static CopyStep.Source source(Instruction.Copy copy, String written, WordExpander words) {
    String source = words.path(written);
    CopyStep.Source kind = RemoteSource.of(source);
    if (copy.add() || kind instanceof CopyStep.Source.Path) {
      return kind;
    }
    throw words
        .site()
        .error(
            words.site().of(written),
            "COPY takes files of the context, a stage or an image, not '" + source + "'",
            "write ADD instead of COPY");
  }

  private static void checkOwner(String owner, Instruction.Copy copy, Site site) {
    if (copy.link() && FileOwner.hasName(owner)) {
      throw site.error(
          copy.chown().orElseThrow().span(),
          "--chown="
              + owner
              + " has a name, and --link copies without an /etc/passwd to look it up in",
          "give numbers, as --chown=1000:1000, or leave --link out");
    }
  }

  private static void checkMode(String mode, Instruction.Copy copy, Site site) {
    try {
      FileMode.parse(mode);
    } catch (KobakoException e) {
      throw site.located(copy.chmod().orElseThrow().span(), e);
    }
  }

  private static void checkChecksum(
      String sum, List<CopyStep.Source> sources, Instruction.Copy copy, Site site) {
    Flag flag = copy.checksum().orElseThrow();
    if (sources.size() != 1 || sources.getFirst() instanceof CopyStep.Source.Inline) {
      throw site.error(
          flag.span(),
          "--checksum is for one source, seen " + sources.size(),
          "write an ADD for each source");
    }
    switch (sources.getFirst()) {
      case CopyStep.Source.Url _ -> {
        try {
          Digest.parse(sum);
        } catch (KobakoException e) {
          throw site.located(flag.span(), e);
        }
      }
      case CopyStep.Source.Git _ -> {}
      case CopyStep.Source.Path _, CopyStep.Source.Inline _ ->
          throw site.error(
              flag.span(),
              "--checksum is for URLs and git repositories",
              "leave it out: files of the context are compared by content anyway");
    }
  }

  private static String history(
      Instruction.Copy copy,
      Optional<String> chown,
      Optional<String> chmod,
      List<CopyStep.Source> sources,
      String destination) {
    StringBuilder text = new StringBuilder(copy.add() ? "ADD" : "COPY");
    text.append(copy.parents() ? " --parents" : "");
    chown.ifPresent(owner -> text.append(" --chown=").append(owner));
    chmod.ifPresent(mode -> text.append(" --chmod=").append(mode));
    for (CopyStep.Source source : sources) {
      text.append(' ')
          .append(
              switch (source) {
                case CopyStep.Source.Path(String pattern) -> pattern;
                case CopyStep.Source.Inline(String name, String _) -> "<<" + name;
                case CopyStep.Source.Url(String url) -> url;
                case CopyStep.Source.Git(String url) -> url;
              });
    }
    return text.append(' ').append(destination).append(BUILDKIT).toString();
  }
}
