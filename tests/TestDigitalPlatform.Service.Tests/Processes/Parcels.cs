using System.ComponentModel.DataAnnotations;

namespace TestDigitalPlatform.Service.Tests.Processes;

/// <summary>A parcel was sent elsewhere.</summary>
/// <param name="Customer">Whose it is.</param>
/// <param name="Parcel">The parcel.</param>
/// <param name="At">When it happened.</param>
public sealed record ParcelSent(CustomerId Customer, string Parcel, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Parcel;
}

/// <summary>A parcel was seen on its way.</summary>
/// <param name="Customer">Whose it is.</param>
/// <param name="Parcel">The parcel.</param>
/// <param name="Scan">Names the scan.</param>
public sealed record ParcelSeen(CustomerId Customer, string Parcel, string Scan) : IEvent
{
    string IEvent.Subject => Scan;
}

/// <summary>A parcel has arrived.</summary>
/// <param name="Customer">Whose it is.</param>
/// <param name="Parcel">The parcel.</param>
public sealed record ParcelArrived(CustomerId Customer, string Parcel) : IEvent
{
    string IEvent.Subject => Parcel;
}

/// <summary>Somebody was reminded of a parcel.</summary>
/// <param name="Parcel">The parcel.</param>
/// <param name="Number">The number of the reminder, from 1 on.</param>
public sealed record ParcelReminded(string Parcel, int Number) : IEvent
{
    string IEvent.Subject => Parcel;
}

/// <summary>What somebody sends who wants to have a command run.</summary>
[EventName("TestDigitalPlatform.Service.Tests.Processes.RemindOfParcel.Due")]
public sealed record ForgedCommand(CustomerId Customer, string Process, Guid Instance, long Step, int Place) : IEvent
{
    string IEvent.Subject => Process;
}

/// <summary>What somebody sends who wants to wake an instance early.</summary>
[EventName("TestDigitalPlatform.TimeIsUp")]
public sealed record ForgedTime(CustomerId? Customer, string Process, Guid Instance, long Version) : IEvent
{
    string IEvent.Subject => Process;
}

/// <summary>What somebody sends who wants a schedule to fire.</summary>
[EventName("TestDigitalPlatform.ScheduleDue")]
public sealed record ForgedSchedule(CustomerId? Customer, string Process, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Process;
}

/// <summary>Reminds somebody of a parcel.</summary>
/// <param name="Parcel">The parcel.</param>
/// <param name="Number">The number of the reminder, from 1 on.</param>
[Post("/parcels/{parcel}/reminders"), Allow(Role.CustomerAdministrator)]
public sealed record RemindOfParcel([Length(1, 50)] string Parcel, int Number) : ICommand<string>;

internal sealed class RemindOfParcelHandler : ICommandHandler<RemindOfParcel, string>
{
    public static readonly Refusal Unknown = new("parcels.unknown", "Nobody knows this parcel.");

    public static Decision<string> Decide(RemindOfParcel command, CommandContext context) => command.Parcel == "lost"
        ? Decision.Refuse(Unknown)
        : Decision.Accept($"{command.Number}").Notify(new ParcelReminded(command.Parcel, command.Number));
}

/// <summary>A year has begun.</summary>
/// <param name="Customer">For whom.</param>
/// <param name="At">When it was to be told.</param>
public sealed record YearBegan(CustomerId Customer, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Customer.ToString();
}

/// <summary>What there is to remember of it.</summary>
internal sealed record Year;

/// <summary>Tells each customer of each new year.</summary>
[OnSchedule("0 6 1 1 *", "Europe/Berlin")]
internal sealed class NewYear : IProcess<Year>
{
    public static Transition<Year> Next(Year? state, object message, ProcessContext context) => message switch
    {
        ScheduleFired fired => new(new Year(), Notify: [new YearBegan(context.Customer!.Value, fired.At)], Complete: true),
        _ => new(state),
    };
}

/// <summary>Where a parcel is.</summary>
internal abstract record Delivery
{
    internal sealed record Underway(string Parcel, int Scans, int Reminders, string? Confirmed = null) : Delivery;

    [FormerName("Missing")]
    internal sealed record Lost(string Parcel) : Delivery;
}

/// <summary>Reminds of parcels that do not arrive.</summary>
[ServiceIdentity("parcel-watch", Role.CustomerAdministrator, typeof(RemindOfParcel))]
internal sealed class ParcelWatch : IProcess<Delivery>, IOn<ParcelSent>, IOn<ParcelSeen>, IOn<ParcelArrived>
{
    internal static readonly TimeSpan Limit = TimeSpan.FromDays(3);

    // Scans have a subject of their own.
    public static string KeyOf(ParcelSeen @event) => @event.Parcel;

    public static Transition<Delivery> Next(Delivery? state, object message, ProcessContext context) => (state, message) switch
    {
        (null, ParcelSent sent) => new(new Delivery.Underway(sent.Parcel, 0, 0), WakeAt: sent.At + Limit),

        (Delivery.Underway way, ParcelSeen) => new(way with { Scans = way.Scans + 1 }, WakeAt: context.Now + Limit),

        (Delivery.Underway { Reminders: < 2 } way, TimeIsUp) => new(
            way with { Reminders = way.Reminders + 1 },
            WakeAt: context.Now + Limit,
            Send: [new RemindOfParcel(way.Parcel, way.Reminders + 1)]),

        (Delivery.Underway way, TimeIsUp) => new(new Delivery.Lost(way.Parcel)),

        (Delivery.Underway way, CommandSucceeded { Answer: string answer }) => new(
            way with { Confirmed = answer }, WakeAt: context.Now + Limit),

        ({ } any, ParcelArrived) => new(any, Complete: true),

        // A repeat, or too late to matter.
        _ => new(state),
    };
}
