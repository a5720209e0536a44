package dev.kobako.cli;

import dev.kobako.packages.Installation;
import dev.kobako.packages.NamedPackage;
import dev.kobako.report.NeedingPrograms;
import dev.kobako.report.PathStory;
import dev.kobako.slim.Guess;
import dev.kobako.slim.Kept;
import dev.kobako.slim.KeptReasons;
import dev.kobako.slim.Reason;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Printable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Why a path is in an image, for machines; sizes in bytes, layers numbered from 0. */
final class WhyJson {
  private WhyJson() {}

  static String of(String image, PathReasons reasons) throws IOException {
    PathStory story = reasons.story();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("image", image);
    json.put("path", text(story.path()));
    json.put("visible", story.visible());
    json.put("layers", story.events().stream().map(WhyJson::event).toList());
    json.put("package", reasons.owner().map(WhyJson::named).orElse(null));
    json.put("installation", reasons.installation().map(WhyJson::installation).orElse(null));
    reasons
        .unread()
        .ifPresent(unread -> json.put("unreadPackages", Printable.escape(unread.why())));
    json.put("kept", reasons.kept().stream().map(WhyJson::step).toList());
    json.put("programs", reasons.programs().map(WhyJson::programs).orElse(null));
    return JsonText.of(json);
  }

  private static Map<String, Object> event(PathStory.Event event) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("layer", event.layer());
    json.put("what", JsonText.word(event.what()));
    json.put("size", event.bytes());
    json.put("instruction", event.instruction());
    return json;
  }

  private static Map<String, Object> named(NamedPackage owner) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", owner.ecosystem().type());
    json.put("name", owner.name());
    json.put("version", owner.version());
    return json;
  }

  private static Map<String, Object> installation(Installation installation) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("chain", installation.chain().stream().map(WhyJson::link).toList());
    json.put("end", JsonText.word(installation.end()));
    return json;
  }

  private static Map<String, Object> link(Installation.Link link) {
    Map<String, Object> json = named(link.name());
    json.put("weak", link.isWeak());
    json.put("neededBy", link.dependants().stream().map(WhyJson::named).toList());
    return json;
  }

  private static Map<String, Object> step(KeptReasons.Step step) {
    return reason(step.path(), step.reason());
  }

  private static Map<String, Object> programs(NeedingPrograms programs) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("started", programs.configured().stream().map(WhyJson::kept).toList());
    json.put("loadedBy", programs.others().stream().map(WhyJson::text).toList());
    return json;
  }

  private static Map<String, Object> kept(Kept kept) {
    return reason(kept.path(), kept.reason());
  }

  private static Map<String, Object> reason(ImagePath path, Reason reason) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("path", text(path));
    json.put("how", reason.how());
    json.put("by", reason.by().map(WhyJson::text).orElse(null));
    json.put("guess", reason.guess().map(Guess::label).orElse(null));
    return json;
  }

  private static String text(ImagePath path) {
    return Printable.escape(path.toString());
  }
}
