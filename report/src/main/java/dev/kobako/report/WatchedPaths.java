package dev.kobako.report;

import java.util.List;

/**
 * What layers put at the paths of one pattern that somebody asked for.
 *
 * @param pattern of the paths
 * @param sightings by path; of a path that several layers put there, the last time
 * @param more whether there are others beyond these
 */
public record WatchedPaths(PathPattern pattern, List<Sighting> sightings, boolean more) {
  public WatchedPaths {
    sightings = List.copyOf(sightings);
  }
}
