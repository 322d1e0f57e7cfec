using System.ComponentModel;

namespace TestDigitalPlatform.Generated;

/// <summary>What is set of a group, and where. For generated code.</summary>
/// <param name="Platform">What the platform says for all, as JSON; <see langword="null"/> when it says nothing, or is
/// itself the one that asks.</param>
/// <param name="PlatformVersion">How often that was changed.</param>
/// <param name="Own">What the caller's customer says, or the platform, as JSON.</param>
/// <param name="OwnVersion">How often the own ones were changed.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record SettingsState(string? Platform, long PlatformVersion, string? Own, long OwnVersion) : IVersioned
{
    /// <summary>Grows with each change of what is in force: an inherited value is a part of what a caller saw.</summary>
    public long Version => PlatformVersion + OwnVersion;
}
