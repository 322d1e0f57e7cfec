using System.ComponentModel.DataAnnotations;

namespace TestDigitalPlatform.Service.Tests.ExternalCalls;

/// <summary>A courier has been booked.</summary>
/// <param name="Number">The courier's own number of it.</param>
internal sealed record Booking(string Number);

/// <summary>Asks a courier to fetch a parcel.</summary>
/// <param name="Parcel">The parcel.</param>
internal sealed record BookCourier(string Parcel) : IExternalCall<Booking>;

internal sealed class BookCourierHandler(Courier courier) : IExternalCallHandler<BookCourier, Booking>
{
    public async Task<Booking> Run(BookCourier call, ExternalCallContext context, CancellationToken cancellationToken) =>
        await courier.Book(call.Parcel, context, cancellationToken);
}

/// <summary>Tells a courier that a parcel is ready.</summary>
/// <param name="Parcel">The parcel.</param>
internal sealed record TellCourier(string Parcel) : IExternalCall;

internal sealed class TellCourierHandler(Courier courier) : IExternalCallHandler<TellCourier, Nothing>
{
    public async Task<Nothing> Run(TellCourier call, ExternalCallContext context, CancellationToken cancellationToken)
    {
        await courier.Book(call.Parcel, context, cancellationToken);
        return default;
    }
}

/// <summary>The other system.</summary>
internal sealed class Courier
{
    private readonly Lock gate = new();
    private readonly List<(string Parcel, string Key)> asked = [];

    internal Func<string, ExternalCallContext, CancellationToken, Task<Booking>> Answer { get; set; } =
        (parcel, _, _) => Task.FromResult(new Booking($"C-{parcel}"));

    internal IReadOnlyList<(string Parcel, string Key)> Asked
    {
        get
        {
            lock (gate)
                return [.. asked];
        }
    }

    internal Task<Booking> Book(string parcel, ExternalCallContext context, CancellationToken cancellationToken)
    {
        lock (gate)
            asked.Add((parcel, context.IdempotencyKey));
        return Answer(parcel, context, cancellationToken);
    }
}

/// <summary>A parcel is ready to be fetched.</summary>
/// <param name="Parcel">The parcel.</param>
[Post("/parcels/{parcel}/ready"), Allow(Role.CustomerUser)]
public sealed record ReadyParcel([Length(1, 50)] string Parcel) : ICommand;

internal sealed class ReadyParcelHandler : ICommandHandler<ReadyParcel, Nothing>
{
    public static Decision<Nothing> Decide(ReadyParcel command, CommandContext context) =>
        Decision.Accept().Call(new TellCourier(command.Parcel));
}

/// <summary>A parcel is to be sent back.</summary>
/// <param name="Customer">Whose it is.</param>
/// <param name="Parcel">The parcel.</param>
public sealed record ParcelReturned(CustomerId Customer, string Parcel) : IEvent
{
    string IEvent.Subject => Parcel;
}

/// <summary>How a return goes on.</summary>
internal abstract record Return
{
    internal sealed record Booking(string Parcel) : Return;

    internal sealed record Booked(string Number) : Return;

    internal sealed record Refused(string Why) : Return;
}

/// <summary>Books a courier for what is sent back.</summary>
internal sealed class ReturnOfParcel : IProcess<Return>, IOn<ParcelReturned>
{
    public static Transition<Return> Next(Return? state, object message, ProcessContext context) => (state, message) switch
    {
        (null, ParcelReturned returned) => new(new Return.Booking(returned.Parcel), Call: [new BookCourier(returned.Parcel)]),

        (Return.Booking, CallSucceeded { Answer: Booking booking }) => new(new Return.Booked(booking.Number), Complete: true),

        (Return.Booking { Parcel: not "precious" }, CallFailed failed) => new(new Return.Refused(failed.Refusal.Code), Complete: true),

        // Of a precious one, a person takes care.
        (Return.Booked or Return.Refused, _) or _ => new(state),
    };
}
