namespace TestDigitalPlatform;

/// <summary>An external call with the transition that orders it.</summary>
/// <param name="Call">The call.</param>
/// <param name="From">The process, the instance and the transition, if one orders it.</param>
internal readonly record struct OrderedCall(IAnyExternalCall Call, (string Process, Guid Instance, long Step)? From);
