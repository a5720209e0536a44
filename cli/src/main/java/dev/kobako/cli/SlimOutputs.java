package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Attachment;
import dev.kobako.ladder.ReportJson;
import dev.kobako.ladder.ResultSbom;
import dev.kobako.ladder.SlimLock;
import dev.kobako.ladder.SlimRequest;
import dev.kobako.ladder.SlimResult;
import dev.kobako.sbom.Sbom;
import dev.kobako.sbom.SbomSubject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** What {@code kobako slim} writes beside the image: lists, a lock, a profile, a report. */
final class SlimOutputs {
  private final ParseResult parsed;
  private final Console console;
  private final List<Listing> listings;

  /**
   * A list of packages.
   *
   * @param kind {@code spdx} or {@code cyclonedx}
   * @param file where it is written; without one it is attached to the image
   */
  private record Listing(String kind, Optional<String> file) {
    byte[] bytes(SbomSubject subject) {
      return kind.equals("spdx") ? Sbom.spdx(subject) : Sbom.cycloneDx(subject);
    }

    Attachment attachment(SbomSubject subject) {
      return Attachment.of(
          kind.equals("spdx") ? Sbom.SPDX_TYPE : Sbom.CYCLONEDX_TYPE,
          kind + ".json",
          bytes(subject));
    }
  }

  SlimOutputs(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
    this.listings = Options.texts(parsed, "--sbom").stream().map(SlimOutputs::listing).toList();
  }

  static void declare(Options options) {
    options
        .texts(
            "spdx|cyclonedx[=FILE]",
            "List the packages: attached to the image in the store or a registry, or in a file.",
            "--sbom")
        .text("FILE", "Write what stays, by which --lock makes it again.", "--write-lock")
        .text(
            "FILE",
            "Write the profile of the system calls that it needs, as docker run reads it; the"
                + " result is run again for it.",
            "--seccomp-profile")
        .text("FILE", "Write a report with every path and why it stays, as JSON.", "--report")
        .flag("Print the report as JSON.", "--json");
  }

  private static Listing listing(String text) {
    int equals = text.indexOf('=');
    String kind = equals < 0 ? text : text.substring(0, equals);
    String file = equals < 0 ? "" : text.substring(equals + 1);
    if (!List.of("spdx", "cyclonedx").contains(kind) || (equals >= 0 && file.isEmpty())) {
      throw KobakoException.usage(
          Diagnostic.of(
              "--sbom " + text,
              "expected spdx, cyclonedx, or one of these with =FILE",
              "write --sbom spdx or --sbom spdx=app.spdx.json"));
    }
    return new Listing(kind, file.isEmpty() ? Optional.empty() : Optional.of(file));
  }

  /** Fails where a list of packages has no place that it could be attached to. */
  void requirePlaces(ImageTargets targets) {
    boolean attaches = listings.stream().anyMatch(each -> each.file().isEmpty());
    if (attaches && targets.locations().stream().noneMatch(AttachedLists::isAttachedTo)) {
      throw KobakoException.usage(
          Diagnostic.of(
              "--sbom",
              "nothing can be attached to an image there",
              "give it a file, as in --sbom spdx=app.spdx.json, or write the image to the store or"
                  + " a registry as well"));
    }
  }

  /**
   * What is attached to the result.
   *
   * @param name of it, for people
   */
  AttachedLists attached(SlimResult result, String name) throws IOException {
    List<Attachment> documents = new ArrayList<>();
    for (Listing listing : listings) {
      if (listing.file().isEmpty()) {
        documents.add(listing.attachment(ResultSbom.of(result, name)));
      }
    }
    return new AttachedLists(result.image().descriptor(), documents);
  }

  /** Whether the result's system calls are asked for. */
  boolean hasProfile() {
    return parsed.hasMatchedOption("--seccomp-profile");
  }

  /**
   * Writes the files.
   *
   * @param profile of the system calls, where it is asked for
   * @param written where the image is
   */
  void write(SlimResult result, SlimRequest request, Optional<byte[]> profile, List<String> written)
      throws IOException {
    if (profile.isPresent()) {
      write(Options.text(parsed, "--seccomp-profile").orElseThrow(), profile.get());
    }
    for (Listing listing : listings) {
      if (listing.file().isPresent()) {
        String name = written.isEmpty() ? result.original().name() : written.getFirst();
        write(listing.file().get(), listing.bytes(ResultSbom.of(result, name)));
      }
    }
    Optional<String> lock = Options.text(parsed, "--write-lock");
    if (lock.isPresent()) {
      write(lock.get(), SlimLock.of(result, request).bytes());
    }
    Optional<String> report = Options.text(parsed, "--report");
    if (report.isPresent()) {
      write(report.get(), ReportJson.whole(result, written));
    }
  }

  private void write(String file, byte[] bytes) {
    new OutputFile(console.path(file)).write(bytes, "name a file in a folder that can be written to");
  }
}
