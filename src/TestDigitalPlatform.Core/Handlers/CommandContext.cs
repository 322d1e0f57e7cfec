using TestDigitalPlatform.Calls;

namespace TestDigitalPlatform;

/// <summary>
/// What a decision may know besides the command and what was fetched: the caller, the time and new ids.
/// </summary>
/// <param name="caller">Who calls; <see langword="null"/> only for a public command of somebody who is not signed
/// in.</param>
/// <param name="now">The time of the decision, in UTC.</param>
/// <param name="newGuid">The source of new ids. Default: version 7 UUIDs of <paramref name="now"/>. Tests can set
/// it.</param>
public sealed class CommandContext(Caller? caller, DateTimeOffset now, Func<Guid>? newGuid = null)
{
    /// <summary>Who calls; <see langword="null"/> only for a public command of somebody who is not signed in.</summary>
    public Caller? Caller { get; } = caller;

    /// <summary>Who calls. Every command that is not public has somebody here.</summary>
    /// <exception cref="RefusedException">Nobody is signed in: 403 with the code <c>unauthenticated</c>.</exception>
    public UserId User => MissingCaller.UserOf(Caller);

    /// <summary>The caller's customer. A command for customers (see <see cref="ForCustomerAttribute"/>) has one here:
    /// it is refused before it is decided when the caller has none.</summary>
    /// <exception cref="RefusedException">The caller belongs to no customer: 403 with the code
    /// <c>customer_required</c>.</exception>
    public CustomerId Customer => MissingCaller.CustomerOf(Caller);

    /// <summary>The time of the decision, in UTC.</summary>
    public DateTimeOffset Now { get; } = now;

    internal SettingsValues Values { get; init; } = SettingsValues.Defaults;

    /// <summary>The settings in force for the caller's customer, or else for the platform. A change is in force within a
    /// second.</summary>
    /// <typeparam name="TSettings">A record with <see cref="SettingsAttribute"/>; in a test of a rule it has its defaults
    /// unless <see cref="With"/> says otherwise.</typeparam>
    /// <exception cref="InvalidOperationException">The service has no <see cref="SettingsHandler{TGet, TChange,
    /// TSettings}"/> for them.</exception>
    public TSettings Settings<TSettings>()
        where TSettings : class, new() => Values.Get<TSettings>();

    /// <summary>The same context with other settings, for a test of a rule.</summary>
    public CommandContext With<TSettings>(TSettings settings)
        where TSettings : class, new()
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new(Caller, Now, newGuid) { Values = Values.With(settings) };
    }

    /// <summary>Creates an id that sorts by time (UUID version 7, RFC 9562, section 5.7).</summary>
    public TId NewId<TId>()
        where TId : struct, IId<TId> => TId.From(newGuid?.Invoke() ?? Guid.CreateVersion7(Now));
}
