using System.ComponentModel.DataAnnotations;

namespace TestDigitalPlatform.Maintenance;

/// <summary>Has a read model made anew from the events that it was made of, while the service goes on.</summary>
/// <remarks>
/// It begins within seconds; <c>GET /platform/projections</c> tells when it has ended. Readers see the read model as it was
/// until then, and events that come meanwhile are handled afterwards. A name that no projection has is refused with
/// <c>messages.unknown_projection</c>.
/// </remarks>
/// <param name="Projection">The projection: the name of its class. <example>CustomerDirectory</example></param>
[Post("/platform/projections/{projection}/rebuilds"), Allow(Role.PlatformMaintenance)]
public sealed record RebuildProjection([Required, Length(1, 200)] string Projection) : ICommand;
