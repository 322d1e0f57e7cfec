namespace TestDigitalPlatform;

/// <summary>A strongly typed id, so that a request's id can't be passed as a user's id.</summary>
/// <remarks>
/// Write <c>[Id] public readonly partial record struct RequestId(Guid Value);</c>: the generator adds this interface,
/// parsing and JSON. In JSON, routes and the database it is a plain UUID (RFC 9562).
/// </remarks>
/// <typeparam name="TSelf">The id itself.</typeparam>
public interface IId<TSelf> : ISpanParsable<TSelf>, ISpanFormattable
    where TSelf : struct, IId<TSelf>
{
    /// <summary>The bare UUID.</summary>
    Guid Value { get; }

    /// <summary>Creates the id from a UUID.</summary>
    static abstract TSelf From(Guid value);
}
