// SPDX-License-Identifier: EUPL-1.2
// A small register with one of everything that a page has to show.

/// Names as a person of bad will, or of another language, may choose them.
export const NAMES = {
  script: '<script>alert(1)</script>',
  image: '"><img src=x onerror=alert(1)>',
  address: 'javascript:alert(1)',
  template: '{{{chart}}}{{> head}} & &amp; \'quoted\'',
  arabic: 'بيانات حرارة الأفران',
  hebrew: 'דגם לזיהוי (2.0) פיצה',
  long: 'ü'.repeat(200),
};

const DAY = (text) => `${text}T00:00:00Z`;

/// Files for the parties of the story. Every method resolves to what the register answers.
class Story {
  constructor(register) {
    this.register = register;
    this.assets = [];
  }

  async party(name, roles = ['member']) {
    const party = await this.register.file('/v1/parties', { name, roles });
    if (roles[0] === 'member') {
      await this.register.file(`/v1/parties/${party.id}/credits`,
        { amount: '900000.00', reference: `payment of ${party.id}` });
    }
    return party;
  }

  async asset(holder, name, more) {
    const asset = await this.register.file('/v1/assets',
      { name, assessment: '36500.00', escrow: '900.00', ...more }, holder.api_key);
    this.assets.push(asset);
    return asset;
  }

  act(who, asset, what, body) {
    return this.register.file(`/v1/assets/${asset.id}/${what}`, body, who.api_key);
  }

  buy(who, asset) {
    const sums = { max_price: '90000.00', assessment: '40000.00', escrow: '900.00' };
    return this.register.file('/v1/purchases', { items: [{ asset: asset.id, ...sums }] },
      who.api_key);
  }
}

async function parties(story) {
  return {
    ana: await story.party('Ana'),
    ben: await story.party(NAMES.script),
    cai: await story.party(NAMES.hebrew),
    dan: await story.party(NAMES.long),
    rea: await story.party('Rea', ['registrar']),
    rob: await story.party('Rob', ['registrar']),
  };
}

/// Assets of every class, with hostile and foreign names.
async function everyClass(story, { ana, ben, cai, dan }) {
  const oven = await story.asset(ana, 'Oven control 1.0', {
    class: 'software',
    terms: { spdx: 'BUSL-1.1', then: { spdx: 'Apache-2.0', on: '2027-06-01' } },
  });
  await story.asset(ben, NAMES.script, { class: 'design', terms: { commitment: 'none' } });
  await story.asset(cai, NAMES.image, {
    class: 'trademark', identifiers: [{ scheme: NAMES.image, value: NAMES.address }],
  });
  await story.asset(dan, NAMES.long, { class: 'copyright', terms: { spdx: 'CC-BY-NC-ND-4.0' } });
  await story.asset(ana, NAMES.arabic, { class: 'dataset', terms: { spdx: 'CC-BY-NC-4.0' } });
  await story.asset(cai, NAMES.hebrew, { class: 'model', terms: { spdx: 'MIT' } });
  await story.asset(dan, NAMES.address, {
    class: 'software', terms: { spdx: 'LicenseRef-closed' },
    derived_from: [{ asset: oven.id, relation: 'fork' }],
  });
  await story.asset(ben, NAMES.template, {
    class: 'patent', terms: { commitment: 'frand' },
    identifiers: [{ scheme: 'patent', value: 'US2190483' }], expires_at: DAY('2031-03-01'),
  });
}

/// Patents of Ana's, each in a state of its own by the end of the story.
async function everyState(story, { ana, ben, cai, dan, rea, rob }) {
  const patent = (name, more) =>
    story.asset(ana, name, { class: 'patent', terms: { commitment: 'none' }, ...more });
  const licensed = await patent('Machine for making pizza, licensed');
  await story.act(ana, licensed, 'licences', {
    licensee: { party: ben.id }, exclusive: true, scope: NAMES.image, ends_at: DAY('2029-01-01'),
  });
  await story.act(ana, licensed, 'licences',
    { licensee: { name: NAMES.arabic }, exclusive: false, scope: 'ovens' });
  await story.act(ana, licensed, 'liens', { creditor: cai.id, secured: '30000.00' });
  await story.act(rea, licensed, 'evidence', { reference: 'patent roll 7' });
  const given = await patent('Oven door, given to the commons');
  await story.act(ana, given, 'dedication', { confirm: 'irrevocable' });
  const struck = await patent('Wheel, struck out');
  const act = await story.act(rea, struck, 'strike', { reference: 'no right' });
  await story.register.file(`/v1/acts/${act.id}/approval`, { digest: act.digest }, rob.api_key);
  await story.act(ana, await patent('Stone, withdrawn'), 'withdrawal', {});
  await patent('Peel, expired', { expires_at: DAY('2026-03-01') });
  await patent('Cutter, fallen to the commons', { escrow: '75.00' });
  const sold = await patent('Dough roller, sold twice');
  await story.register.moveClock(DAY('2026-02-05'));
  await patent('Tray, in auction', { escrow: '76.00' });
  await story.buy(ben, sold);
  await story.register.moveClock(DAY('2026-03-10'));
  await patent('Sieve, overdue', { escrow: '80.00' });
  await story.act(ben, sold, 'assessments', { assessment: '52000.00' });
  await story.buy(dan, sold);
  const held = await patent('Scale, under a hold');
  await story.act(rea, held, 'holds', { reference: NAMES.script, ends_at: DAY('2026-08-01') });
}

/// Fills the register. Resolves to the assets of the story and its parties.
export async function fill(register) {
  const story = new Story(register);
  const all = await parties(story);
  await everyClass(story, all);
  await everyState(story, all);
  const told = [...story.assets];
  for (let number = 1; number <= 24; ++number) {
    const terms = { spdx: number % 2 ? 'CC-BY-4.0' : 'CC-BY-ND-4.0' };
    await story.asset(all.ana, `Recipe ${number}`, { class: 'copyright', terms });
  }
  await register.moveClock('2026-04-16T12:00:00Z');
  return { assets: told, parties: Object.values(all) };
}
