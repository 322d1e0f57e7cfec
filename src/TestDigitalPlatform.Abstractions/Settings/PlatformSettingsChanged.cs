namespace TestDigitalPlatform;

/// <summary>A group of settings was changed, for one customer or for everybody.</summary>
/// <param name="Settings">The group's name, as its <see cref="SettingsAttribute"/> says.</param>
/// <param name="Version">The version that is in force now.</param>
/// <param name="ChangedBy">Who changed it.</param>
/// <param name="At">When.</param>
public sealed record PlatformSettingsChanged(string Settings, long Version, UserId ChangedBy, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => $"settings/{Settings}";
}
