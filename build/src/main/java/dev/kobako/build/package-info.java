/**
 * Building Dockerfiles without a daemon: {@link dev.kobako.build.Planner} makes a {@link
 * dev.kobako.build.Plan} with no I/O but the configurations of base images, {@link
 * dev.kobako.build.Engine} runs it with a cache that is keyed by content.
 */
@NullMarked
package dev.kobako.build;

import org.jspecify.annotations.NullMarked;
