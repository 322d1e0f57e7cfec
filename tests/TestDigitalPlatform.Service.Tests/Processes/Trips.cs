using System.ComponentModel.DataAnnotations;

namespace TestDigitalPlatform.Service.Tests.Processes;

/// <summary>Somebody wants to travel.</summary>
/// <param name="Customer">Whose trip it is.</param>
/// <param name="Trip">The trip.</param>
public sealed record TripWanted(CustomerId Customer, string Trip) : IEvent
{
    string IEvent.Subject => Trip;
}

/// <summary>Somebody no longer wants to travel.</summary>
/// <param name="Customer">Whose trip it is.</param>
/// <param name="Trip">The trip.</param>
public sealed record TripCancelled(CustomerId Customer, string Trip) : IEvent
{
    string IEvent.Subject => Trip;
}

/// <summary>A trip was booked, or was not.</summary>
/// <param name="Trip">The trip.</param>
/// <param name="IsBooked">Whether all of it was booked.</param>
public sealed record TripDecided(string Trip, bool IsBooked) : IEvent
{
    string IEvent.Subject => Trip;
}

/// <summary>Books a flight.</summary>
/// <param name="Trip">The trip.</param>
[Post("/trips/{trip}/flights"), Allow(Role.CustomerAdministrator)]
public sealed record BookFlight([Length(1, 50)] string Trip) : ICommand<FlightTicket>;

/// <summary>A booked flight.</summary>
/// <param name="Number">Its number.</param>
public sealed record FlightTicket(string Number);

/// <summary>Cancels a flight.</summary>
/// <param name="Flight">Its number.</param>
[Post("/flights/{flight}/cancellation"), Allow(Role.CustomerAdministrator)]
public sealed record CancelFlight([Length(1, 60)] string Flight) : ICommand;

/// <summary>Books a hotel.</summary>
/// <param name="Trip">The trip.</param>
/// <param name="Flight">The flight with which the guest comes.</param>
[Post("/trips/{trip}/hotels"), Allow(Role.CustomerAdministrator)]
public sealed record BookHotel([Length(1, 50)] string Trip, [Length(1, 60)] string Flight) : ICommand;

/// <summary>Cancels a hotel.</summary>
/// <param name="Trip">The trip.</param>
[Post("/trips/{trip}/hotel-cancellation"), Allow(Role.CustomerAdministrator)]
public sealed record CancelHotel([Length(1, 50)] string Trip) : ICommand;

/// <summary>Rents a car.</summary>
/// <param name="Trip">The trip.</param>
[Post("/trips/{trip}/cars"), Allow(Role.CustomerAdministrator)]
public sealed record RentCar([Length(1, 50)] string Trip) : ICommand;

internal sealed class FlightHandler : ICommandHandler<BookFlight, FlightTicket>, ICommandHandler<CancelFlight, Nothing>
{
    public static Decision<FlightTicket> Decide(BookFlight command, CommandContext context) =>
        Decision.Accept(new FlightTicket($"LH {command.Trip}"));

    public static Decision<Nothing> Decide(CancelFlight command, CommandContext context) => Decision.Accept();
}

internal sealed class HotelHandler : ICommandHandler<BookHotel, Nothing>, ICommandHandler<CancelHotel, Nothing>
{
    public static readonly Refusal NotCancellable = new("trips.hotel_not_cancellable", "This hotel can't be cancelled.");

    public static Decision<Nothing> Decide(BookHotel command, CommandContext context) => Decision.Accept();

    public static Decision<Nothing> Decide(CancelHotel command, CommandContext context) =>
        command.Trip == "stuck" ? Decision.Refuse(NotCancellable) : Decision.Accept();
}

internal sealed class RentCarHandler : ICommandHandler<RentCar, Nothing>
{
    public static readonly Refusal NoCar = new("trips.no_car", "There is no car left.");

    public static Decision<Nothing> Decide(RentCar command, CommandContext context) =>
        command.Trip is "stuck" or "far" ? Decision.Refuse(NoCar) : Decision.Accept();
}

/// <summary>Books all of a trip, or nothing of it.</summary>
[ServiceIdentity(
    "book-trip", Role.CustomerAdministrator,
    typeof(BookFlight), typeof(CancelFlight), typeof(BookHotel), typeof(CancelHotel), typeof(RentCar))]
internal sealed class BookTrip : IWorkflow<BookTrip, TripWanted>, IUndoneBy<TripCancelled>
{
    public static IEnumerable<WorkflowStep> Steps(TripWanted wanted)
    {
        var flight = WorkflowStep.Of(new BookFlight(wanted.Trip), undo: ticket => new CancelFlight(ticket.Number));
        yield return flight;
        yield return WorkflowStep.Of(new BookHotel(wanted.Trip, flight.Answer.Number), undo: new CancelHotel(wanted.Trip));
        yield return WorkflowStep.Of(new RentCar(wanted.Trip));
    }

    public static IReadOnlyList<IEvent> Ended(TripWanted wanted, IReadOnlyList<StepProgress> steps, ProcessContext context) =>
        [new TripDecided(wanted.Trip, steps.All(step => step.Outcome is StepOutcome.Done))];
}
