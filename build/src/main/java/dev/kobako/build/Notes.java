package dev.kobako.build;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a person should know of a build, told once however many steps it is about. */
final class Notes {
  private final BuildEvents events;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  Notes(BuildEvents events) {
    this.events = events;
  }

  void once(String text) {
    if (told.add(text)) {
      events.note(text);
    }
  }
}
