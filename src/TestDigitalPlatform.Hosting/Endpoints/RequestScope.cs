using TestDigitalPlatform.Calls;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Settings;

namespace TestDigitalPlatform.Hosting.Endpoints;

/// <summary>What an endpoint of one's own may ask for: who calls, and the database as that caller may see it.</summary>
internal sealed class RequestScope(Database database, TimeProvider time, SettingsCache? settings = null)
{
    private bool hasBegun;
    private Caller? caller;
    private SettingsValues values = SettingsValues.None;
    private Db? db;

    /// <summary>Who calls; <see langword="null"/> when nobody is signed in.</summary>
    internal Caller? Caller => hasBegun ? caller : throw NotHere(nameof(TestDigitalPlatform.Caller));

    internal Db Db => hasBegun
        ? db ??= new Db(database, caller, ColumnTime.Microseconds(time.GetUtcNow()), null, values)
        : throw NotHere(nameof(TestDigitalPlatform.Db));

    /// <param name="who">Who calls.</param>
    /// <param name="takesDb">Whether the endpoint asks for a <see cref="TestDigitalPlatform.Db"/>, which knows the
    /// settings.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async ValueTask Begin(Caller? who, bool takesDb, CancellationToken cancellationToken)
    {
        (hasBegun, caller) = (true, who);
        if (takesDb && settings is not null)
            values = await settings.For(who?.Customer, cancellationToken);
    }

    // Whoever were given one here would see nothing, or everything.
    private static PlatformException NotHere(string name) => new(
        "TDP0340",
        $"{name} was asked for where no endpoint of your own is served. Take it as a parameter of the endpoint's handler. "
        + "A query's or command's handler gets both from its steps.");
}
