namespace Requests;

/// <summary>The digest of one day.</summary>
internal sealed record Digest;

/// <summary>Sums up every morning what has happened to each customer's requests, for those that subscribe to it by a webhook.</summary>
[OnSchedule("0 6 * * *", "Europe/Berlin")]
[ServiceIdentity("daily-digest", Role.CustomerAdministrator, typeof(DigestRequests))]
internal sealed class DailyDigest : IProcess<Digest>
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static Transition<Digest> Next(Digest? state, object message, ProcessContext context) => message switch
    {
        ScheduleFired fired => new(new Digest(), Send: [new DigestRequests(fired.At - Day)], Complete: true),

        // Nothing is remembered from one day to the next.
        _ => new(state),
    };
}
