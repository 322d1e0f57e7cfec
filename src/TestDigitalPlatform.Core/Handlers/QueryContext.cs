using TestDigitalPlatform.Calls;

namespace TestDigitalPlatform;

/// <summary>The context of a query: the caller and the time.</summary>
/// <param name="Caller">Who asks; <see langword="null"/> only for a public query of somebody who is not signed
/// in.</param>
/// <param name="Now">The time of the answer, in UTC.</param>
public sealed record QueryContext(Caller? Caller, DateTimeOffset Now)
{
    /// <summary>Who asks. Every query that is not public has somebody here.</summary>
    /// <exception cref="RefusedException">Nobody is signed in: 403 with the code <c>unauthenticated</c>.</exception>
    public UserId User => MissingCaller.UserOf(Caller);

    /// <summary>The caller's customer. A query for customers (see <see cref="ForCustomerAttribute"/>) has one here: it
    /// is refused before anything is fetched when the caller has none.</summary>
    /// <exception cref="RefusedException">The caller belongs to no customer: 403 with the code
    /// <c>customer_required</c>.</exception>
    public CustomerId Customer => MissingCaller.CustomerOf(Caller);

    internal SettingsValues Values { get; init; } = SettingsValues.Defaults;

    /// <summary>The settings in force for the caller's customer, or else for the platform. A change is in force within a
    /// second.</summary>
    /// <typeparam name="TSettings">A record with <see cref="SettingsAttribute"/>; in a test it has its defaults unless
    /// <see cref="With"/> says otherwise.</typeparam>
    /// <exception cref="InvalidOperationException">The service has no <see cref="SettingsHandler{TGet, TChange,
    /// TSettings}"/> for them.</exception>
    public TSettings Settings<TSettings>()
        where TSettings : class, new() => Values.Get<TSettings>();

    /// <summary>The same context with other settings, for a test.</summary>
    public QueryContext With<TSettings>(TSettings settings)
        where TSettings : class, new()
    {
        ArgumentNullException.ThrowIfNull(settings);
        return this with { Values = Values.With(settings) };
    }
}
