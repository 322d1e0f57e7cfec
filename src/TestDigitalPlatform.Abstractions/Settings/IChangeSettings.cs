namespace TestDigitalPlatform;

/// <summary>A command that changes a group of settings: for the caller's customer, or for everybody when the caller is
/// one of the platform's own people.</summary>
/// <remarks>
/// Declare it as a record with the one member <c>Values</c>. A member that is sent with the value that holds without the
/// caller's own settings is not the caller's: it follows what it is inherited from.
/// </remarks>
/// <typeparam name="TSettings">The group: a record with <see cref="SettingsAttribute"/>.</typeparam>
public interface IChangeSettings<TSettings> : ICommand<SettingsView<TSettings>>
    where TSettings : class, new()
{
    /// <summary>All members as they shall be.</summary>
    TSettings Values { get; }
}
