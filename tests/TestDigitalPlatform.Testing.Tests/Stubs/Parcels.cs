namespace TestDigitalPlatform.Testing.Tests.Stubs;

#pragma warning disable TDP1003 // The contracts are another service's, which handles them.
/// <summary>Tells where a parcel is.</summary>
/// <param name="Parcel">The parcel.</param>
[Get("/parcels/{parcel}"), Allow(Role.CustomerUser)]
public sealed record TrackParcel(int Parcel) : IQuery<ParcelPlace>;

/// <summary>Sends a parcel back.</summary>
/// <param name="Parcel">The parcel.</param>
[Post("/parcels/{parcel}/return"), Allow(Role.CustomerUser)]
public sealed record ReturnParcel(int Parcel) : ICommand;
#pragma warning restore TDP1003

/// <summary>Where a parcel is.</summary>
/// <param name="Place">The place.</param>
public sealed record ParcelPlace(string Place);

internal sealed class ParcelsClient(HttpClient http) : ServiceClient(http);
