using System.ComponentModel.DataAnnotations;
using TestDigitalPlatform.Service.Tests.Notes;

namespace TestDigitalPlatform.Service.Tests.Versions;

/// <summary>Gets a note's rating as a whole number.</summary>
[Get("/notes/{note}/rating"), Allow(Role.CustomerUser)]
[Deprecated("2026-12-01", Sunset = "2027-12-01", Successor = typeof(GetRatingV2))]
public sealed record GetRating(NoteId Note) : IQuery<Rating>;

/// <summary>A rating.</summary>
public sealed record Rating(int Stars);

/// <summary>Gets a note's rating, and of how many it is.</summary>
[Get("/v2/notes/{note}/rating"), Allow(Role.CustomerUser)]
public sealed record GetRatingV2(NoteId Note) : IQuery<RatingV2>;

/// <summary>A rating and its scale.</summary>
public sealed record RatingV2(int Points, int OutOf);

/// <summary>Rates a note.</summary>
[Put("/notes/{note}/rating"), Allow(Role.CustomerUser)]
[Deprecated("2026-12-01", Successor = typeof(RateNoteV2))]
public sealed record RateNote(NoteId Note, [Range(0, 5)] int Stars) : ICommand;

/// <summary>Rates a note, with more to choose from.</summary>
[Put("/v2/notes/{note}/rating"), Allow(Role.CustomerUser)]
public sealed record RateNoteV2(NoteId Note, [Range(0, 100)] int Points) : ICommand;
